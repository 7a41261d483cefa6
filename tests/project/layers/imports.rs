//! The import graph of `src`, by file: which modules of `app` stand below which, and that no modules
//! import each other. A submodule may use its own ancestors; a module depends on its submodules.

use std::collections::{BTreeMap, BTreeSet};

use super::scanner::{braces, is_word, without_test_modules, word_positions};
use super::{Source, is_test_file, report, sources};

/// Folders of `src/app`, from the bottom to the top: each imports only those before it. Files directly
/// in `src/app` stand below all of them.
const FOLDERS: &[&str] = &[
    "gate",
    "access",
    "files",
    "intake",
    "maintenance",
    "organize",
    "backup",
    "audit",
    "privacy",
];

/// The path of a module, from the crate's root.
pub(super) type Module = Vec<String>;

/// `src/app/gate.rs` and `src/app/gate/mod.rs` are the module `app::gate`.
pub(super) fn module_of(path: &str) -> Module {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// Every path that begins with `crate`, `file_organizer`, `super` or `self`, from the crate's root, with
/// its offset. A glob is `*`.
pub(super) fn paths_named(code: &str, module: &Module) -> Vec<(usize, Module)> {
    let mut all = Vec::new();
    for start in ["crate", "file_organizer", "super", "self"] {
        for at in word_positions(code, start) {
            let (before, mut rest) = code.split_at(at);
            if before.trim_end().ends_with("::") {
                continue;
            }
            let mut base = match start {
                "super" | "self" => module.clone(),
                _ => Module::new(),
            };
            while let Some(after) = rest.strip_prefix(start) {
                if start == "super" {
                    base.pop();
                }
                rest = after.trim_start().strip_prefix("::").unwrap_or_default();
                rest = rest.trim_start();
            }
            let mut named = Vec::new();
            collect(rest, &base, &mut named);
            all.extend(named.into_iter().map(|path| (at, path)));
        }
    }
    all
}

/// The paths of a use tree, each after `base`.
fn collect(tree: &str, base: &Module, all: &mut Vec<Module>) {
    let tree = tree.trim_start();
    if tree.starts_with('{') {
        let group = &tree[1..braces(tree).max(2) - 1];
        let mut open = 0_usize;
        let mut begin = 0;
        for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                ',' if open == 0 => {
                    collect(&group[begin..at], base, all);
                    begin = (at + 1).min(group.len());
                }
                _ => {}
            }
        }
        return;
    }
    let name: String = tree
        .chars()
        .take_while(|c| is_word(*c) || *c == '*')
        .collect();
    if name.is_empty() {
        return;
    }
    let mut path = base.clone();
    path.push(name.clone());
    match tree[name.len()..].trim_start().strip_prefix("::") {
        Some(rest) => {
            all.push(path.clone());
            collect(rest, &path, all);
        }
        None => all.push(path),
    }
}

/// The imports of every file of `src`, without tests.
fn graph(sources: &[Source]) -> BTreeMap<Module, BTreeSet<Module>> {
    let of_src = sources.iter().filter(|s| !is_test_file(&s.path));
    let modules: BTreeMap<Module, &Source> = of_src.map(|s| (module_of(&s.path), s)).collect();
    let mut graph = BTreeMap::new();
    for (module, source) in &modules {
        let code = without_test_modules(&source.code);
        let mut imports = BTreeSet::new();
        for (_, path) in paths_named(&code, module) {
            let longest = (1..=path.len()).rev().map(|len| &path[..len]);
            let target = longest.into_iter().find(|path| modules.contains_key(*path));
            if let Some(target) = target
                && !module.starts_with(target)
            {
                imports.insert(target.to_vec());
            }
        }
        // A module that only declares others depends on none.
        let declares_only = code.lines().all(|line| {
            line.trim().is_empty() || line.trim_end().ends_with(';') && line.contains("mod ")
        });
        if !declares_only {
            let children = modules
                .keys()
                .filter(|other| other.len() == module.len() + 1 && other.starts_with(module));
            imports.extend(children.cloned());
        }
        graph.insert(module.clone(), imports);
    }
    graph
}

/// The strongly connected components of more than one module (Tarjan 1972).
fn circles(graph: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<Module>> {
    struct Search<'g> {
        graph: &'g BTreeMap<Module, BTreeSet<Module>>,
        /// The number of each module visited, and the lowest number that it reaches.
        numbers: BTreeMap<&'g Module, (usize, usize)>,
        stack: Vec<&'g Module>,
        circles: Vec<Vec<Module>>,
    }
    impl<'g> Search<'g> {
        fn visit(&mut self, module: &'g Module) -> usize {
            let number = self.numbers.len();
            self.numbers.insert(module, (number, number));
            self.stack.push(module);
            let mut lowest = number;
            for next in &self.graph[module] {
                if !self.numbers.contains_key(next) {
                    lowest = lowest.min(self.visit(next));
                } else if self.stack.contains(&next) {
                    lowest = lowest.min(self.numbers[next].0);
                }
            }
            self.numbers.insert(module, (number, lowest));
            if lowest == number {
                let at = self.stack.iter().position(|one| *one == module).unwrap();
                let circle: Vec<_> = self.stack.split_off(at).into_iter().cloned().collect();
                if circle.len() > 1 {
                    self.circles.push(circle);
                }
            }
            lowest
        }
    }
    let mut search = Search {
        graph,
        numbers: BTreeMap::new(),
        stack: Vec::new(),
        circles: Vec::new(),
    };
    for module in graph.keys() {
        if !search.numbers.contains_key(module) {
            search.visit(module);
        }
    }
    search.circles
}

#[test]
fn no_import_circles() {
    let graph = graph(&sources("src").unwrap());
    let mut found = Vec::new();
    for circle in circles(&graph) {
        found.push(format!("{} modules in a circle:", circle.len()));
        for module in &circle {
            let inside = graph[module].iter().filter(|other| circle.contains(other));
            let inside: Vec<_> = inside.map(|other| other.join("::")).collect();
            found.push(format!(
                "    {} -> {}",
                module.join("::"),
                inside.join(", ")
            ));
        }
    }
    report(&found);
}

#[test]
fn folders_of_app_import_only_folders_below() {
    let height = |module: &Module| match module.get(1) {
        Some(name) if module[0] == "app" => Some(
            FOLDERS
                .iter()
                .position(|folder| folder == name)
                .map_or(0, |at| at + 1),
        ),
        _ => None,
    };
    let graph = graph(&sources("src").unwrap());
    let mut found = Vec::new();
    for (module, imports) in &graph {
        for other in imports {
            if let (Some(from), Some(to)) = (height(module), height(other))
                && to > from
            {
                found.push(format!("{} -> {}", module.join("::"), other.join("::")));
            }
        }
    }
    report(&found);
}

#[test]
fn reads_use_trees() {
    let module = vec!["app".to_owned(), "files".to_owned(), "add".to_owned()];
    let code = "use super::{rm, get::{self, Part}};\nuse crate :: domain::tag::Tag;\nuse crate::*;\n\
                pub(crate) fn f() { super::super::gate::open(); my_crate::cli::f() }";
    let named = paths_named(code, &module);
    let named: BTreeSet<String> = named.iter().map(|(_, path)| path.join("::")).collect();
    for path in [
        "app::files::rm",
        "app::files::get::Part",
        "domain::tag::Tag",
        "app::gate::open",
    ] {
        assert!(named.contains(path), "{path} is not in {named:?}");
    }
    assert!(named.contains("*") && !named.contains("cli::f"));
}

#[test]
fn finds_circles() {
    let of = |names: &[&str]| names.iter().map(|name| vec![(*name).to_owned()]).collect();
    let graph = BTreeMap::from([
        (vec!["a".to_owned()], of(&["b"])),
        (vec!["b".to_owned()], of(&["c"])),
        (vec!["c".to_owned()], of(&["a", "d"])),
        (vec!["d".to_owned()], of(&[])),
    ]);
    let found = circles(&graph);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].len(), 3);
}
