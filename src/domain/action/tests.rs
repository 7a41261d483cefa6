//! The reviewed matrix of roles and actions.

use super::*;
use crate::domain::role::BuiltinRole;

fn may(role: BuiltinRole, action: Action) -> &'static str {
    action.needs().shown(&role.permissions())
}

/// tests/data/policy.txt shows a reviewer what a change permits.
#[test]
fn the_role_matrix_is_the_one_that_was_reviewed() {
    let mut matrix = format!("{:<16}", "action");
    for role in BuiltinRole::ALL {
        matrix += &format!("{:>8}", role.name());
    }
    matrix += "\n";
    for &action in Action::ALL {
        matrix += &format!("{:<16}", format!("{action:?}"));
        for role in BuiltinRole::ALL {
            matrix += &format!("{:>8}", may(role, action));
        }
        matrix += "\n";
    }
    let reviewed = include_str!("../../../tests/data/policy.txt");
    assert!(
        matrix == reviewed,
        "the matrix changed; if that is meant, tests/data/policy.txt becomes:\n{matrix}"
    );
}
