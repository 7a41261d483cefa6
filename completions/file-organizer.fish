# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_file_organizer_global_optspecs
    string join \n vault= user= api-key-file= password-file= password-command= password-fd= new-password-file= json q/quiet v/verbose y/yes no-input wait= accept-rollback color= h/help V/version
end

function __fish_file_organizer_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_file_organizer_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_file_organizer_using_subcommand
    set -l cmd (__fish_file_organizer_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c file-organizer -n "__fish_file_organizer_needs_command" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s V -l version -d 'Print version'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "init" -d 'Create a vault'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "add" -d 'Add files and folders'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "ls" -d 'List a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "find" -d 'Search for files'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "show" -d 'Show all details of a file'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "cat" -d 'Print the content of files to standard output'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "get" -d 'Copy files out of the vault into a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "versions" -d 'List the versions of a file, newest first'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "mv" -d 'Move or rename files and folders'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rm" -d 'Move files and folders to the trash'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "dedupe" -d 'Find duplicate files, and keep one copy of each'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "trash" -d 'List, restore or empty the trash'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "tag" -d 'Add, remove or list tags'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "note" -d 'Set or remove the note of a file'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "organize" -d 'Sort the files of a folder by your rules (undo reverts it)'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "preview" -d 'Show what organize would do, as a tree'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rules" -d 'Manage the rules that sort files'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "undo" -d 'Undo the last change, or a given one'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "redo" -d 'Redo the last undone change'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "history" -d 'List the operations that changed files, newest first'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "policy" -d 'Show or change the vault\'s settings'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "retention" -d 'Set minimum and maximum retention periods'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "hold" -d 'Keep files from being destroyed, whatever else applies to them'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "consent" -d 'Record and list consents'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "privacy" -d 'Export or erase a person\'s data'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "audit" -d 'Show, verify, export or prune the audit log'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "monitor" -d 'Detect suspicious activity in the audit log'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "status" -d 'Show what the vault contains and its disk usage'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "incident" -d 'Respond to a leaked password or key'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "verify" -d 'Check the integrity of the vault'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "compact" -d 'Shrink the vault file by releasing unused space'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rekey" -d 'Encrypt the vault with a new key'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "passwd" -d 'Change your password'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "recovery" -d 'Test or replace the recovery key'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "user" -d 'Manage users'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "role" -d 'Manage roles and their permissions'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "api-key" -d 'Manage API keys for scripts'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "login" -d 'Start a session, to work without entering the password'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "logout" -d 'End the current session'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "session" -d 'List, end or extend sessions'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "whoami" -d 'Show your user, how you signed in, and your permissions'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "drop" -d 'Hand files to the vault without a password'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "inbox" -d 'Import drops or the files of a folder, and share folders for drops'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "watch" -d 'Import the files of a folder as they appear'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "backup" -d 'Create, verify and restore encrypted backups'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "demo" -d 'Show what it can do, on a temporary vault'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "completions" -d 'Print a shell completion script'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "man" -d 'Print the manual page, or write all pages to a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l to -d 'Target folder in the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l tag -d 'Add this tag to each file (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l note -d 'Add this note to each file' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l name -d 'Store the file under this name (for a single file)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l on-conflict -d 'What to do if the name exists with different content: add a number to the name, add a new version, skip the file, or skip it and fail' -r -f -a "rename\t''
version\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l move -d 'Remove each source after its content was stored and verified, and folders that become empty'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l stdin-from-command -d 'Run the command after -- and add its standard output, if it exits with 0'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l allow-empty -d 'Accept empty standard input or command output'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l organize -d 'Sort the files by the vault\'s rules (see rules); files that match no rule go to the --to folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l dry-run -d 'Show what would happen, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s l -l long -d 'Print one line per file: size, time, type, owner, name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s R -l recursive -d 'List all files below the folder with their full paths'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s 0 -l print0 -d 'Separate paths with NUL, without escaping'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s l -l long -d 'Print one line per file: size, time, type, owner, path'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s 0 -l print0 -d 'Separate paths with NUL, without escaping'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l version -d 'Print this version instead of the current one' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s o -l output -d 'Target folder' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l version -d 'Copy this version instead of the current one' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l overwrite -d 'Replace existing files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l owner -d 'Restore owner and group, too (requires root)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l on-conflict -d 'What to do if the destination exists: add a number to the name, make the content a new version of the existing file (the moved file goes to the trash), skip the file, or move nothing [default: fail]' -r -f -a "rename\t''
version\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l keep -d 'Which copy to keep' -r -f -a "oldest\t'The copy added first'
newest\t'The copy added last'
shortest\t'The copy with the shortest path'
first\t'The first copy, sorted by path'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l prefer -d 'Keep copies in this folder, before applying --keep (can be repeated, first has precedence)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l dry-run -d 'Show what would happen, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s i -l interactive -d 'Ask for each set of duplicates (default without -y)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "list" -d 'List the files in the trash, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "restore" -d 'Restore files to their original paths'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "empty" -d 'Delete the files in the trash permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s 0 -l print0 -d 'Separate paths with NUL, without escaping'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l on-conflict -d 'What to do if the path exists again: add a number to the name, leave the file in the trash, or restore nothing [default: fail]' -r -f -a "rename\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l older-than -d 'Only files removed at least this long ago' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the files in the trash, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Restore files to their original paths'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "empty" -d 'Delete the files in the trash permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "add" -d 'Add tags to files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "rm" -d 'Remove tags from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "list" -d 'List all tags with file counts, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l from -d 'Read more names from this file, one per line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s 0 -l null -d 'Names in the list are separated by NUL instead of newlines'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add tags to files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove tags from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "list" -d 'List all tags with file counts, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l rules -d 'Use the rules in this file (`-`: standard input) instead of the vault\'s' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l method -d 'Use a predefined set of rules' -r -f -a "type\t'By file type: /Documents, /Pictures, /Music...'
date\t'By year and month: when a picture was taken, otherwise when the file was modified'
para\t'PARA method (Projects, Areas, Resources, Archive), by tags and age'
johnny-decimal\t'Johnny.Decimal: ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s n -l dry-run -d 'Show what would happen, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l rules -d 'Use the rules in this file (`-`: standard input) instead of the vault\'s' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l method -d 'Use a predefined set of rules' -r -f -a "type\t'By file type: /Documents, /Pictures, /Music...'
date\t'By year and month: when a picture was taken, otherwise when the file was modified'
para\t'PARA method (Projects, Areas, Resources, Archive), by tags and age'
johnny-decimal\t'Johnny.Decimal: ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "list" -d 'List the rules in order of evaluation'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "show" -d 'Print all rules, or one, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "add" -d 'Add a rule to the end of the list'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "import" -d 'Replace all rules with those of a file or method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "export" -d 'Print all rules of the vault or of a method, for import'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "check" -d 'Check the rules of a file or of the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l when -d 'Files must match all of these terms' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l any -d 'Files must match at least one of these terms' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l not -d 'Files must match none of these terms' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l to -d 'Target folder' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l rename -d 'New name' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l tag -d 'Tag to add' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l note -d 'Note to add, unless the file has one' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l conflict -d 'What to do if the destination exists: skip, rename_new (default), rename_existing, new_version, deduplicate or trash (the existing file)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l priority -d 'Rules with a higher priority are evaluated first [default: 0]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l trash -d 'Move the file to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l ignore -d 'Do not move the file, and skip later rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l method -d 'Predefined set of rules' -r -f -a "type\t'By file type: /Documents, /Pictures, /Music...'
date\t'By year and month: when a picture was taken, otherwise when the file was modified'
para\t'PARA method (Projects, Areas, Resources, Archive), by tags and age'
johnny-decimal\t'Johnny.Decimal: ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l method -d 'Predefined set of rules, instead of the vault\'s rules' -r -f -a "type\t'By file type: /Documents, /Pictures, /Music...'
date\t'By year and month: when a picture was taken, otherwise when the file was modified'
para\t'PARA method (Projects, Areas, Resources, Archive), by tags and age'
johnny-decimal\t'Johnny.Decimal: ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l earlier -d 'The rules before the last N changes' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rules in order of evaluation'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print all rules, or one, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a rule to the end of the list'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "import" -d 'Replace all rules with those of a file or method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print all rules of the vault or of a method, for import'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check the rules of a file or of the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s n -l limit -d 'Maximum number of operations' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "show" -d 'Show all keys and values as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "export" -d 'Show all keys and values as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "set" -d 'Set the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "import" -d 'Set policy keys from a TOML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "check" -d 'Check a policy file without importing it (does not need a vault)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show export get set edit import check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show all keys and values as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "import" -d 'Set policy keys from a TOML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a policy file without importing it (does not need a vault)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "set" -d 'Add a rule, or replace the rule with the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "remove" -d 'Remove a rule (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "apply" -d 'Move expired files to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l in -d 'Files in this folder and its subfolders' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l tag -d 'Files with this tag (can be repeated; files must have all of them)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l type -d 'Files of this type (pdf, jpg) or class (image, text)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l keep-at-least -d 'Keep files at least this long' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l trash-after -d 'Move the files to the trash afterwards' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l from -d 'Start of the periods: when the content was added, or its modification time' -r -f -a "added\t''
modified\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l dry-run -d 'Show the expired files and their rules, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "set" -d 'Add a rule, or replace the rule with the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a rule (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Move expired files to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -f -a "add" -d 'Set a hold'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -f -a "list" -d 'List holds with their reasons'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -f -a "remove" -d 'Remove a hold (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and not __fish_seen_subcommand_from add list remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l reason -d 'Why the files must be kept' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "add" -d 'Set a hold'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "list" -d 'List holds with their reasons'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a hold (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand hold; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "grant" -d 'Record that a person gave consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "withdraw" -d 'Record that a person withdrew consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "list" -d 'List consents, including withdrawn ones'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l note -d 'Free text, such as the location of the signed form' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l note -d 'Free text, such as the location of the signed form' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "grant" -d 'Record that a person gave consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "withdraw" -d 'Record that a person withdrew consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "list" -d 'List consents, including withdrawn ones'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "export" -d 'Export a person\'s data to a tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "erase" -d 'Erase a person\'s data permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s o -l output -d 'File to create, or `-` for standard output' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l keep-files-to -d 'Transfer the files to this user instead of erasing them' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l dry-run -d 'Show what would be erased, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "export" -d 'Export a person\'s data to a tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "erase" -d 'Erase a person\'s data permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "verify" -d 'Verify the hash chain of the log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "head" -d 'Print the number of rows and the chain value of the last row'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "export" -d 'Export the log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "prune" -d 'Remove rows older than the policy\'s audit.retention_days'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l since -d 'Only rows since this time (a date, or an age such as 7d)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l until -d 'Only rows before this time (a date, or an age)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l event -d 'Only this event, such as FILE_READ (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l principal -d 'Only actions of this user, or of this API key (NAME or key:NAME)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l outcome -d 'Only this outcome: success, denied or failure' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l source -d 'Only what came from this address, or `local`' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l effect -d 'Only entries with this effect, such as remove or grant (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l target -d 'Only entries about this: a path in the vault, a file\'s id, a user, a role, an API key, a policy key' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l last -d 'Only the newest N entries' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l format -d 'Output format' -r -f -a "line\t'time | event | user | source | target | outcome | effects'
table\t'Columns, wrapped to the width of the terminal'
json\t'JSON Lines'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s f -l follow -d 'Keep running and print new rows'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l expect-head -d 'An earlier output of `audit head`, or only its chain value' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l expect-count -d 'The number of rows in an earlier output of `audit head`' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'File to create (mode 0600) [default: standard output]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l dry-run -d 'Show how many rows would be removed, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify the hash chain of the log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "head" -d 'Print the number of rows and the chain value of the last row'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "export" -d 'Export the log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove rows older than the policy\'s audit.retention_days'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l since -d 'Look at all activity since this time (an age such as 24h, or a date), whether reported or not; does not change where the next run begins' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l again -d 'Show the findings of the last completed run again'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l by -d 'Show files and sizes grouped by this' -r -f -a "folder\t'Top-level folder'
type\t'File type'
tag\t'Tag (a file with two tags is counted twice)'
year\t'Year of the last modification'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -f -a "lockdown" -d 'Revoke all access except your new password and the recovery key, and rekey the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -f -a "report" -d 'Report who did what, who has access, and what was changed, read and destroyed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -f -a "notify" -d 'List the owners whose files were read or taken out by somebody else'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report notify help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l since -d 'Start of the report, and of the changed settings: an age, or a date [default: 30d]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l revert-since -d 'Take back all settings that were changed since this time, without asking' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l since -d 'Start of the report: an age such as 7d, or a date' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l since -d 'Start of the report: an age such as 7d, or a date' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from notify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "lockdown" -d 'Revoke all access except your new password and the recovery key, and rekey the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "report" -d 'Report who did what, who has access, and what was changed, read and destroyed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "notify" -d 'List the owners whose files were read or taken out by somebody else'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l quick -d 'Skip the content of files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l wipe -d 'Erase deleted data: rebuild the file and overwrite the old one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "test" -d 'Check that the recovery key you wrote down unlocks the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "new" -d 'Create a new recovery key; the old one stops working'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l recovery-key-file -d 'Read the recovery key from this file instead of prompting' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "test" -d 'Check that the recovery key you wrote down unlocks the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "new" -d 'Create a new recovery key; the old one stops working'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "add" -d 'Create a user; prompts for the initial password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "show" -d 'Show a user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "passwd" -d 'Set the password of a user (for your own, use passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "role" -d 'Change the role of a user and end their sessions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "remove" -d 'Remove a user, but keep their files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'Role of the user (see: file-organizer role list)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l hand-over -d 'Transfer the user\'s API keys, backup recipients and shared folders to you'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l hand-over -d 'Transfer the user\'s API keys, backup recipients and shared folders to you'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Create a user; prompts for the initial password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Set the password of a user (for your own, use passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "role" -d 'Change the role of a user and end their sessions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a user, but keep their files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "list" -d 'List roles, with the number of users and API keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "show" -d 'Show the permissions of a role'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "set" -d 'Set the permissions of a role; creates the role if needed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "remove" -d 'Remove an unused role; a built-in role is reset to its defaults'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "import" -d 'Create or change roles from a YAML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "list" -d 'List roles, with the number of users and API keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the permissions of a role'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set the permissions of a role; creates the role if needed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove an unused role; a built-in role is reset to its defaults'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "import" -d 'Create or change roles from a YAML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "create" -d 'Create a key; the secret is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "list" -d 'List keys (without their secrets)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "show" -d 'Show details of a key (without its secret)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "revoke" -d 'Revoke keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "rotate" -d 'Replace the secret of a key; the new one is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "due" -d 'List keys that expire soon or are due for rotation (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "unused" -d 'List keys that have not been used for some time (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due unused help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l name -d 'Name of the key' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l role -d 'Role of the key (see: file-organizer role list) [default: api]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l permission -d 'Limit the role to this permission (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l scope -d 'Limit the key to this folder (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l expires -d 'Lifetime, such as 90d, or `never`' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s o -l output -d 'File to create for the secret (mode 0600) [default: standard output]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l all -d 'Include expired and revoked keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l grace -d 'How long the old secret keeps working; at least 1h with -o' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l expires -d 'New lifetime of the key, from now [default: same as before]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s o -l output -d 'File to create or replace with the new secret (mode 0600) [default: standard output]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l within -d 'List keys that expire or are due for rotation within this time' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l for -d 'List keys that have not been used for this time' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from unused" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a key; the secret is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys (without their secrets)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show details of a key (without its secret)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Revoke keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Replace the secret of a key; the new one is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "due" -d 'List keys that expire soon or are due for rotation (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "unused" -d 'List keys that have not been used for some time (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l ttl -d 'Lifetime of the session [default: the policy\'s session.ttl]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l print -d 'Print the session as a shell variable instead of storing it in a file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "list" -d 'List your sessions (all sessions, with permission user:manage)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "revoke" -d 'End sessions by id, by user, or all'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "refresh" -d 'Extend the current session (at most session.refresh_ttl after login)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l of -d 'End all sessions of this user' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l all -d 'End all your sessions (all sessions of all users, with permission user:manage)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "list" -d 'List your sessions (all sessions, with permission user:manage)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'End sessions by id, by user, or all'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "refresh" -d 'Extend the current session (at most session.refresh_ttl after login)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l to -d 'Suggested folder [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l name -d 'Store the file under this name (for a single file)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l box -d 'Drop into this shared folder instead of the vault' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l allow-empty -d 'Accept empty standard input'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "run" -d 'Import dropped files, or the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "receipts" -d 'List the results of importing files from folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "list" -d 'List waiting and rejected drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "discard" -d 'Delete drops permanently: rejected drops, or by id'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "share" -d 'Share a folder in which every account of this computer can drop files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "unshare" -d 'Stop sharing a folder; waiting drops stay in it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l to -d 'Target folder in the vault [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l tag -d 'Add this tag to each file (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l settle -d 'How long a file must be unchanged before it is imported [default: 2s]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l keep-in -d 'After import, move each source to this folder below DIR instead of removing it' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l on-conflict -d 'What to do if the name exists with different content: add a number to the name, or add a new version [default: rename]' -r -f -a "rename\t''
version\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l again -d 'Retry rejected drops (after a policy change); with DIR, retry failed files immediately'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l no-organize -d 'Do not apply the vault\'s rules (see rules): put all files into the --to folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l status -d 'Only this status: added, duplicate, rejected or failed' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l rejected -d 'Delete all rejected drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "run" -d 'Import dropped files, or the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "receipts" -d 'List the results of importing files from folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "list" -d 'List waiting and rejected drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "discard" -d 'Delete drops permanently: rejected drops, or by id'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "share" -d 'Share a folder in which every account of this computer can drop files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "unshare" -d 'Stop sharing a folder; waiting drops stay in it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l to -d 'Target folder in the vault [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l tag -d 'Add this tag to each file (can be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l settle -d 'How long a file must be unchanged before it is imported [default: 2s]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l keep-in -d 'After import, move each source to this folder below DIR instead of removing it' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l on-conflict -d 'What to do if the name exists with different content: add a number to the name, or add a new version [default: rename]' -r -f -a "rename\t''
version\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l again -d 'At the start, retry failed files immediately'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l no-organize -d 'Do not apply the vault\'s rules (see rules): put all files into the --to folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "identity" -d 'Create an identity (the secret that decrypts backups)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "recipient" -d 'Manage who can open backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "create" -d 'Back up the whole vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "verify" -d 'Verify a backup: all hashes, counts and the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "restore" -d 'Restore a backup into a new vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "drill" -d 'Test the newest backup by restoring it to a temporary vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -f -a "new" -d 'Create an identity and print its recipient'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "add" -d 'Add a recipient'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "list" -d 'List recipients'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "remove" -d 'Remove a recipient'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s o -l output -d 'File to create, or `-` for standard output' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l to -d 'Folder for the backup; the file name contains the time' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-last -d 'Keep the newest N backups' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-daily -d 'Keep one backup per day, for N days' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-weekly -d 'Keep one backup per week, for N weeks' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-monthly -d 'Keep one backup per month, for N months' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-yearly -d 'Keep one backup per year, for N years' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l incremental -d 'Write only data that is not in the folder yet, and a small snapshot file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l create -d 'Create the folder (its parent must exist), or start over in a folder whose backups are gone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would happen, change nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s i -l identity -d 'Identity file to decrypt the backup (can be repeated)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s i -l identity -d 'Identity file to decrypt the backup (can be repeated)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s i -l identity -d 'Identity file to decrypt the backup (can be repeated)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l into -d 'Folder of the new vault; it must not exist' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s i -l identity -d 'Identity file to decrypt the backup (can be repeated)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l max-age -d 'Fail if the newest backup is older than this' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l scratch -d 'Folder for the temporary vault [default: next to the vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "identity" -d 'Create an identity (the secret that decrypts backups)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "recipient" -d 'Manage who can open backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "create" -d 'Back up the whole vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Verify a backup: all hashes, counts and the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Restore a backup into a new vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "drill" -d 'Test the newest backup by restoring it to a temporary vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l dir -d 'Write a page for each command to this folder' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l vault -d 'Vault folder [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l user -d 'User name to unlock with [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-command -d 'Run this command (no shell) and use its output as the password (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l new-password-file -d 'Read the new password from this file, for commands that set one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l wait -d 'How long to wait for another process to release the vault' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l color -d 'When to use colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l json -d 'Print JSON (JSON Lines for lists)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s q -l quiet -d 'Print less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s v -l verbose -d 'Print more details (to standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s y -l yes -d 'Assume yes for all prompts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l no-input -d 'Never prompt: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l accept-rollback -d 'Accept a vault restored from an older copy, or a clock that was turned back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "init" -d 'Create a vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "add" -d 'Add files and folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "ls" -d 'List a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "find" -d 'Search for files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "show" -d 'Show all details of a file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "cat" -d 'Print the content of files to standard output'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "get" -d 'Copy files out of the vault into a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "versions" -d 'List the versions of a file, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "mv" -d 'Move or rename files and folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rm" -d 'Move files and folders to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "dedupe" -d 'Find duplicate files, and keep one copy of each'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "trash" -d 'List, restore or empty the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "tag" -d 'Add, remove or list tags'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "note" -d 'Set or remove the note of a file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "organize" -d 'Sort the files of a folder by your rules (undo reverts it)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "preview" -d 'Show what organize would do, as a tree'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rules" -d 'Manage the rules that sort files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "undo" -d 'Undo the last change, or a given one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "redo" -d 'Redo the last undone change'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "history" -d 'List the operations that changed files, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "policy" -d 'Show or change the vault\'s settings'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "retention" -d 'Set minimum and maximum retention periods'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "hold" -d 'Keep files from being destroyed, whatever else applies to them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "consent" -d 'Record and list consents'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "privacy" -d 'Export or erase a person\'s data'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "audit" -d 'Show, verify, export or prune the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "monitor" -d 'Detect suspicious activity in the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "status" -d 'Show what the vault contains and its disk usage'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "incident" -d 'Respond to a leaked password or key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "verify" -d 'Check the integrity of the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "compact" -d 'Shrink the vault file by releasing unused space'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rekey" -d 'Encrypt the vault with a new key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "passwd" -d 'Change your password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "recovery" -d 'Test or replace the recovery key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "user" -d 'Manage users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "role" -d 'Manage roles and their permissions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "api-key" -d 'Manage API keys for scripts'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "login" -d 'Start a session, to work without entering the password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "logout" -d 'End the current session'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "session" -d 'List, end or extend sessions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "whoami" -d 'Show your user, how you signed in, and your permissions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "drop" -d 'Hand files to the vault without a password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "inbox" -d 'Import drops or the files of a folder, and share folders for drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "watch" -d 'Import the files of a folder as they appear'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "backup" -d 'Create, verify and restore encrypted backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "demo" -d 'Show what it can do, on a temporary vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "completions" -d 'Print a shell completion script'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "man" -d 'Print the manual page, or write all pages to a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention hold consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "list" -d 'List the files in the trash, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "restore" -d 'Restore files to their original paths'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "empty" -d 'Delete the files in the trash permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "add" -d 'Add tags to files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "rm" -d 'Remove tags from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List all tags with file counts, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "list" -d 'List the rules in order of evaluation'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "show" -d 'Print all rules, or one, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "add" -d 'Add a rule to the end of the list'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "import" -d 'Replace all rules with those of a file or method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "export" -d 'Print all rules of the vault or of a method, for import'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "check" -d 'Check the rules of a file or of the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show all keys and values as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "set" -d 'Set the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "import" -d 'Set policy keys from a TOML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "check" -d 'Check a policy file without importing it (does not need a vault)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "set" -d 'Add a rule, or replace the rule with the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "remove" -d 'Remove a rule (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "apply" -d 'Move expired files to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "add" -d 'Set a hold'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "list" -d 'List holds with their reasons'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from hold" -f -a "remove" -d 'Remove a hold (does not change files)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "grant" -d 'Record that a person gave consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "withdraw" -d 'Record that a person withdrew consent'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "list" -d 'List consents, including withdrawn ones'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from privacy" -f -a "export" -d 'Export a person\'s data to a tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from privacy" -f -a "erase" -d 'Erase a person\'s data permanently'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Verify the hash chain of the log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "head" -d 'Print the number of rows and the chain value of the last row'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "export" -d 'Export the log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "prune" -d 'Remove rows older than the policy\'s audit.retention_days'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "lockdown" -d 'Revoke all access except your new password and the recovery key, and rekey the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "report" -d 'Report who did what, who has access, and what was changed, read and destroyed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "notify" -d 'List the owners whose files were read or taken out by somebody else'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from recovery" -f -a "test" -d 'Check that the recovery key you wrote down unlocks the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from recovery" -f -a "new" -d 'Create a new recovery key; the old one stops working'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Create a user; prompts for the initial password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "show" -d 'Show a user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Set the password of a user (for your own, use passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "role" -d 'Change the role of a user and end their sessions'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "remove" -d 'Remove a user, but keep their files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "list" -d 'List roles, with the number of users and API keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "show" -d 'Show the permissions of a role'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "set" -d 'Set the permissions of a role; creates the role if needed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "remove" -d 'Remove an unused role; a built-in role is reset to its defaults'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "import" -d 'Create or change roles from a YAML file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "create" -d 'Create a key; the secret is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "list" -d 'List keys (without their secrets)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "show" -d 'Show details of a key (without its secret)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "revoke" -d 'Revoke keys'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "rotate" -d 'Replace the secret of a key; the new one is shown once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "due" -d 'List keys that expire soon or are due for rotation (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "unused" -d 'List keys that have not been used for some time (exit code 6 if any)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "list" -d 'List your sessions (all sessions, with permission user:manage)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "revoke" -d 'End sessions by id, by user, or all'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "refresh" -d 'Extend the current session (at most session.refresh_ttl after login)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "run" -d 'Import dropped files, or the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "receipts" -d 'List the results of importing files from folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "list" -d 'List waiting and rejected drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "discard" -d 'Delete drops permanently: rejected drops, or by id'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "share" -d 'Share a folder in which every account of this computer can drop files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "unshare" -d 'Stop sharing a folder; waiting drops stay in it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "identity" -d 'Create an identity (the secret that decrypts backups)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "recipient" -d 'Manage who can open backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "create" -d 'Back up the whole vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "verify" -d 'Verify a backup: all hashes, counts and the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "restore" -d 'Restore a backup into a new vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "drill" -d 'Test the newest backup by restoring it to a temporary vault'
