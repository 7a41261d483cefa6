//! How the log is shown: in a table.

use super::vault;

#[test]
fn a_table_of_the_log_fits_the_terminal() {
    let home = vault();
    let name = "somebody-with-a-very-long-name";
    home.user(name, "user");
    let path = format!("{}.txt", "long".repeat(50));
    home.file(&path, "content");
    assert_eq!(home.as_user(name, ["add", &path]).code, 0);
    let table = home.ok(["audit", "log", "--format", "table"]);
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // Each row begins a line with its number, its day and its event.
    let log = home.ok(["audit", "log"]);
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect())
        .filter(|words: &Vec<&str>| words[0].parse::<u64>().is_ok())
        .collect();
    assert_eq!(rows.len(), log.lines().count(), "{table}");
    for (row, line) in rows.iter().zip(log.lines()) {
        assert!(line.starts_with(row[1]), "{line}: {table}");
    }
    // Nothing is left out: the name is there once for the account and once for each row of its own.
    let count = |text: &str| text.matches('y').count();
    assert!(count(&table) >= count(&log), "{table}");
}
