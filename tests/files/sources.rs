//! Where files come from, and what they are called: sources that move while they are read are
//! refused or taken as they were at one moment, what is no file is refused in time, nothing outside
//! the tree that was named gets in, and every name that a file system allows comes back as it was.

mod moving;
mod names;
mod special;

/// Rounds of what is tried again and again.
fn rounds(few: usize) -> usize {
    let rounds = std::env::var("FILE_ORGANIZER_ROUNDS").ok();
    rounds.map_or(few, |rounds| rounds.parse().unwrap())
}

#[test]
fn naughty_names() {
    names::there_and_back();
}

#[test]
fn naughty_names_that_are_not_there() {
    names::in_messages();
}

/// Files of one name are numbered in the order in which they were named, whichever was read first.
#[test]
fn files_of_one_name_are_numbered_in_order() {
    names::numbered();
}

/// A vault that contains its own keyring.json cannot be opened.
#[test]
fn the_vault_is_never_added_to_itself() {
    special::own_folders();
}

#[test]
fn what_is_no_file() {
    special::each_alone();
}

#[test]
fn what_claims_to_be_a_file() {
    special::odd_files();
}

#[test]
fn streams() {
    special::streams();
}

#[test]
fn files_that_change_while_they_are_read() {
    moving::files(1);
}

#[test]
fn files_that_change_and_hide_it() {
    moving::hidden_changes(3);
}

#[test]
fn folders_that_become_links() {
    moving::folders(2);
}

#[test]
fn files_that_become_something_else() {
    moving::kinds(1);
}

#[test]
#[ignore = "slow: the moving sources again and again, some minutes"]
fn sources_that_move() {
    moving::files(rounds(60));
    moving::hidden_changes(rounds(60));
    moving::folders(rounds(60));
    moving::kinds(rounds(60));
}

#[test]
fn moved_sources_and_what_stays() {
    special::moved();
}
