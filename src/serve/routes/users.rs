//! Users: list, add, change, remove.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use file_organizer::app::access::holdings::Disposition;
use file_organizer::app::access::user;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::secret::Secret;
use serde::Deserialize;

use super::{answer, document, items, no_content, ok};
use crate::serve::auth::Client;
use crate::serve::input::Json;
use crate::serve::limits::Work;
use crate::serve::reply::Problem;
use crate::serve::state::App;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    client: Client,
) -> Result<Response<Body>, Problem> {
    let users = app
        .with_gate(Work::Read, client, "user list", user::list)
        .await?;
    Ok(ok(&items(&users)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    username: String,
    password: String,
    #[serde(default = "ordinary")]
    role: String,
}

fn ordinary() -> String {
    "user".to_owned()
}

pub(super) async fn add(
    State(app): State<Arc<App>>,
    client: Client,
    Json(new): Json<New>,
) -> Result<Response<Body>, Problem> {
    // The key derivation takes the memory of a login.
    let user = app
        .with_gate(Work::Login, client, "user add", move |gate| {
            let password = Secret::new(new.password);
            user::check_new(gate, &new.username, &new.role)?;
            user::add(
                gate,
                &new.username,
                &new.role,
                &password,
                KdfCosts::Calibrated,
            )?;
            user::show(gate, &new.username)
        })
        .await?;
    Ok(answer(StatusCode::CREATED, &document(&user)?))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Changes {
    role: Option<String>,
    password: Option<String>,
    disabled: Option<bool>,
}

/// Changes what is given. Setting a password enables a disabled user.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    client: Client,
    Path(name): Path<String>,
    Json(changes): Json<Changes>,
) -> Result<Response<Body>, Problem> {
    if changes.disabled == Some(false) && changes.password.is_none() {
        return Err(
            Problem::usage("a disabled user comes back with a new password")
                .hint("send a password"),
        );
    }
    let user = app
        .with_gate(Work::Login, client, "user change", move |gate| {
            if let Some(role) = &changes.role {
                user::set_role(gate, &name, role)?;
            }
            if let Some(password) = changes.password {
                let password = Secret::new(password);
                user::check_existing(gate, &name)?;
                user::set_password(gate, &name, &password, KdfCosts::Calibrated)?;
            }
            if changes.disabled == Some(true) {
                user::disable(gate, &name, Disposition::End)?;
            }
            user::show(gate, &name)
        })
        .await?;
    Ok(ok(&document(&user)?))
}

/// Removes a user. What they have set up ends; their files stay.
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    client: Client,
    Path(name): Path<String>,
) -> Result<Response<Body>, Problem> {
    app.with_gate(Work::Write, client, "user remove", move |gate| {
        user::remove(gate, &name, Disposition::End)
    })
    .await?;
    Ok(no_content())
}
