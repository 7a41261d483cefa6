//! A principal cannot grant, change or end a permission that it does not have.

use super::*;

/// Asserts that the principal is refused the right to change something that grants these
/// permissions.
fn refused(lab: &mut Lab, action: Action, powers: &[&Permissions]) -> Option<Kind> {
    let asked = lab
        .gate
        .write(action, b"", |writing| writing.grant(powers).map(drop));
    asked.err().map(|error| error.kind)
}

#[test]
fn leave_to_change_access_is_for_powers_that_one_has() {
    let mut lab = Lab::new();
    let mine = permissions(&[Permission::UserManage, Permission::FileRead]);
    lab.permit(&mine);
    lab.act_as_bob();
    let none = Permissions::default();
    assert_eq!(refused(&mut lab, Action::UserAdd, &[&none, &mine]), None);
    for other in Permission::ALL {
        let powers = permissions(&[Permission::FileRead, other]);
        let expected = (!mine.has(other)).then_some(Kind::Denied);
        // Before or after the change.
        assert_eq!(
            refused(&mut lab, Action::UserAdd, &[&powers, &none]),
            expected,
            "{other:?}"
        );
        assert_eq!(
            refused(&mut lab, Action::UserAdd, &[&none, &powers]),
            expected,
            "{other:?}"
        );
    }
    lab.act_as_admin();
    assert_eq!(
        refused(&mut lab, Action::UserAdd, &[&Permissions::all()]),
        None
    );
}

#[test]
fn a_principal_confined_to_a_part_of_the_vault_gives_no_powers() {
    let mut lab = Lab::new();
    let mine = permissions(&[Permission::UserManage, Permission::FileUpload]);
    lab.permit(&mine);
    let mut key = lab.key(BOB);
    key.scopes = vec![b"/in".to_vec()];
    lab.set(|tables| users::put_api_key(tables, "confined", &key));
    lab.act_as(Claim::ApiKey("confined".into()));
    assert!(!lab.gate.principal.scope.is_whole());
    assert_eq!(
        refused(&mut lab, Action::FileUpload, &[&mine]),
        Some(Kind::Denied)
    );
}

#[test]
fn ones_own_access_is_to_ones_own_password_and_sessions_alone() {
    let mut lab = Lab::new();
    lab.act_as_bob();
    let view = lab.gate.store.metadata().unwrap();
    let (admin, _) = users::named(&view, "admin").unwrap().unwrap();
    let (_, bob) = users::named(&view, "bob").unwrap().unwrap();
    drop(view);
    let refused = lab.gate.write(Action::PasswordChange, b"", |writing| {
        let (epoch, slot) = (writing.keyring().epoch, writing.keyring().slots[0].clone());
        let mut access = writing.own_access();
        access.end_all_of(&BOB)?;
        for done in [
            access.put_user(&BOB, &bob),
            access.put_role(
                CREW,
                &RoleRecord {
                    permissions: Vec::new(),
                },
            ),
            access.drop_password("admin"),
            access.drop_others("bob"),
            access.drop_keys(&[WEAK.into()]),
            access.remove_api_key(WEAK),
        ] {
            assert_eq!(done.unwrap_err().kind, Kind::Denied);
        }
        access.replace_password(epoch, (&admin, "admin"), slot)
    });
    assert_eq!(refused.unwrap_err().kind, Kind::Denied);
}
