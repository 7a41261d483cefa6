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

complete -c file-organizer -n "__fish_file_organizer_needs_command" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -s V -l version -d 'Print version'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "init" -d 'Make a vault: asks for a password twice, and shows the recovery key once'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "add" -d 'Add files and folders'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "ls" -d 'List a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "find" -d 'Search for files'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "show" -d 'Show everything known of a file'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "cat" -d 'Write the content of files to standard output'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "get" -d 'Take files out of the vault into a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "versions" -d 'List the versions of a file, newest first'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "mv" -d 'Move or rename files and folders'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rm" -d 'Move files and folders to the trash'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "dedupe" -d 'Find files with the same content, and keep one of each'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "trash" -d 'Look into the trash, take files out of it, or empty it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "tag" -d 'Give files tags, take them away, or list them'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "note" -d 'Set the note of a file; an empty text removes it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "organize" -d 'File what is in a folder by rules, as one change that undo takes back'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "preview" -d 'Show what organize would do, as a tree'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rules" -d 'The rules by which files are filed'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "undo" -d 'Take the last change back, or the one that is named'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "redo" -d 'Do again what was undone last'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "history" -d 'List the operations that changed files, newest first'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "policy" -d 'Look at the rules of the vault, or change them'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "retention" -d 'Keep files for so long and no longer, by folder, tag or type'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "consent" -d 'Note who consented to what, and list it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "privacy" -d 'Hand out everything about a person, or destroy it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "audit" -d 'Read the audit log, or prove that nothing was taken out of it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "monitor" -d 'Look for what is unusual in the audit log'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "status" -d 'Show what is in the vault, and how much room it takes'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "incident" -d 'What to do when somebody may have had a password or a key'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "verify" -d 'Check the whole vault: every block, count, index and hash, and the audit chain'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "compact" -d 'Give unused space back to the disk'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "rekey" -d 'Encrypt everything under a new vault key'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "passwd" -d 'Change your password'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "recovery" -d 'Prove the recovery key, or replace it'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "user" -d 'Make users, list them, give them a password or a role, let them in no more'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "role" -d 'See and set what roles permit'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "api-key" -d 'Make API keys for scripts, list, revoke and rotate them'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "login" -d 'Unlock once, and work without a password for a while'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "logout" -d 'End the session that `login` began'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "session" -d 'List sessions, end them, or prolong your own'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "whoami" -d 'Say who you are to the vault, by what you unlock it, and what you may do'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "drop" -d 'Leave files for the vault, without any secret'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "inbox" -d 'Take what was dropped, or what is in a folder, into the vault; share folders for drops'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "watch" -d 'Take in the files of a folder as they appear'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "backup" -d 'Make encrypted backups, check them, restore them, and drill for the day they are needed'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "demo" -d 'Show the whole main job on a throw-away vault'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "completions" -d 'Print the completions of a shell'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "man" -d 'Print the manual page, or write one for each command to a folder'
complete -c file-organizer -n "__fish_file_organizer_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l to -d 'The folder to put them in' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l tag -d 'Give each file this tag (may be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l note -d 'Give each file this note' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l name -d 'Another name for the one file that is added' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l on-conflict -d 'What to do where the name is taken by other content: give the new file a number, make it the next version, leave it out, or leave it out and end with an error' -r -f -a "rename\t''
version\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l move -d 'Remove each source once its content was committed and read back, and the folders that are empty because of that'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l stdin-from-command -d 'Run the command behind -- and add what it writes to its standard output, if it ends with 0'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l allow-empty -d 'Add standard input, or what the command wrote, also where it is empty, which is refused otherwise'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l organize -d 'Let the rules of the vault say where each file goes, what it is called and tagged (see rules); what no rule places goes to the folder of --to'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l dry-run -d 'Only say what would be done'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s l -l long -d 'One line a file: size, time, type, owner, name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s R -l recursive -d 'Every file below, with its whole path'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s 0 -l print0 -d 'End each path with a NUL, and escape nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s l -l long -d 'One line a file: size, time, type, owner, path'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s 0 -l print0 -d 'End each path with a NUL, and escape nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l version -d 'This version instead of the current one' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand cat" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s o -l output -d 'The folder to put them in' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l version -d 'This version instead of the current one' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l overwrite -d 'Replace files that are there'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l owner -d 'Give owner and group back, too (for root)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand versions" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l on-conflict -d 'What to do where a file is in the way: give the moved one a number in its name, make its content the next version (the file itself goes to the trash), leave it where it is, or change nothing [default: fail]' -r -f -a "rename\t''
version\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand mv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l keep -d 'Which copy stays: by when it came into the vault, or by its path' -r -f -a "oldest\t'The one that came in first'
newest\t'The one that came in last'
shortest\t'The shortest path'
first\t'The first in order of path'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l prefer -d 'A copy in this folder stays, before --keep decides; repeatable, the first counts most' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l dry-run -d 'Only show what would be done'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s i -l interactive -d 'Ask for each group, as without -y'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand dedupe" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "list" -d 'List what is in the trash, the latest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "restore" -d 'Bring files back to where they were'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "empty" -d 'Destroy what is in the trash: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and not __fish_seen_subcommand_from list restore empty help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s 0 -l print0 -d 'End each path with a NUL, and escape nothing'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l on-conflict -d 'What to do where another file is there by now: give the restored one a number in its name, leave it in the trash, or change nothing [default: fail]' -r -f -a "rename\t''
skip\t''
fail\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l older-than -d 'Keep what was removed less than this ago' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from empty" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "list" -d 'List what is in the trash, the latest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Bring files back to where they were'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "empty" -d 'Destroy what is in the trash: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand trash; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "add" -d 'Give files a tag (or several, with commas between)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "rm" -d 'Take a tag (or several, with commas between) from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "list" -d 'List all tags with the number of their files, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and not __fish_seen_subcommand_from add rm list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l from -d 'Read more names from this file, one a line (`-`: standard input)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s 0 -l null -d 'Names in the list end with a NUL instead of a newline'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "add" -d 'Give files a tag (or several, with commas between)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Take a tag (or several, with commas between) from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "list" -d 'List all tags with the number of their files, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand tag; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand note" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l rules -d 'Use the rules of this file (- for standard input), and not those of the vault' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l method -d 'Use a ready-made set of rules' -r -f -a "type\t'By what a file is: /Documents, /Pictures, /Music...'
date\t'By year and month: of the picture, else of the last change'
para\t'Projects, Areas, Resources, Archive; by tags and age'
johnny-decimal\t'Ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s n -l dry-run -d 'Change nothing: show what would be done'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand organize" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l rules -d 'Use the rules of this file (- for standard input), and not those of the vault' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l method -d 'Use a ready-made set of rules' -r -f -a "type\t'By what a file is: /Documents, /Pictures, /Music...'
date\t'By year and month: of the picture, else of the last change'
para\t'Projects, Areas, Resources, Archive; by tags and age'
johnny-decimal\t'Ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand preview" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "list" -d 'List the rules, in the order in which they are asked'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "show" -d 'Print the rules as TOML, all or one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "add" -d 'Add a rule after the others'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "import" -d 'Replace all rules by those of a file, or of a method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "export" -d 'Print all rules, of the vault or of a method, as they would be imported'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "check" -d 'Check rules, of a file or of the vault, without using them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and not __fish_seen_subcommand_from list show add edit remove import export check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l when -d 'A word that must hold; all of them must' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l any -d 'A word of which one must hold' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l not -d 'A word that must not hold' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l to -d 'The folder for the file' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l rename -d 'The name for the file' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l tag -d 'A tag for the file' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l note -d 'A note for a file that has none' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l conflict -d 'Where the place is taken: skip, rename_new (the default), rename_existing, new_version, deduplicate or trash (the file that is there)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l priority -d 'Higher ones are asked first [default: 0]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l trash -d 'Move the file to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l ignore -d 'Leave the file alone, whatever later rules say'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l method -d 'A ready-made set' -r -f -a "type\t'By what a file is: /Documents, /Pictures, /Music...'
date\t'By year and month: of the picture, else of the last change'
para\t'Projects, Areas, Resources, Archive; by tags and age'
johnny-decimal\t'Ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l method -d 'A ready-made set, in place of the vault\'s rules' -r -f -a "type\t'By what a file is: /Documents, /Pictures, /Music...'
date\t'By year and month: of the picture, else of the last change'
para\t'Projects, Areas, Resources, Archive; by tags and age'
johnny-decimal\t'Ten areas of numbered categories'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l earlier -d 'The rules as they were N changes ago' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rules, in the order in which they are asked'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print the rules as TOML, all or one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a rule after the others'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "import" -d 'Replace all rules by those of a file, or of a method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print all rules, of the vault or of a method, as they would be imported'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check rules, of a file or of the vault, without using them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rules; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand redo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s n -l limit -d 'At most so many' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "show" -d 'Show every key with its value, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "set" -d 'Set one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "check" -d 'Check a policy file, without a vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and not __fish_seen_subcommand_from show get set edit check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every key with its value, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a policy file, without a vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand policy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "set" -d 'Set a rule, in the place of one of the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "remove" -d 'Remove a rule; no file is touched'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "apply" -d 'Move what was kept long enough to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and not __fish_seen_subcommand_from set list remove apply help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l in -d 'Files in this folder, at any depth' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l tag -d 'Files with this tag; given more than once, with all of them' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l type -d 'Files of this type (pdf, jpg) or class (image, text)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l keep -d 'How long they are kept' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l from -d 'From when the time counts: when the content was added, or its own time of change' -r -f -a "added\t''
modified\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l dry-run -d 'Only show what would go, and by which rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set a rule, in the place of one of the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a rule; no file is touched'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "apply" -d 'Move what was kept long enough to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand retention; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "grant" -d 'Note that a person consents to something from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "withdraw" -d 'Note that a person consents to it no more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "list" -d 'List consents, those that ended too'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and not __fish_seen_subcommand_from grant withdraw list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l note -d 'Free text, such as where the signature is' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from grant" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l note -d 'Free text, such as where the signature is' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from withdraw" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "grant" -d 'Note that a person consents to something from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "withdraw" -d 'Note that a person consents to it no more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "list" -d 'List consents, those that ended too'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand consent; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "export" -d 'Write everything about a person to one tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "erase" -d 'Destroy everything about a person: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and not __fish_seen_subcommand_from export erase help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s o -l output -d 'The file to write, which must not be there yet, or - for standard output' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l keep-files-to -d 'Give the files to this user, instead of destroying them' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l dry-run -d 'Only show how much there is'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from erase" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write everything about a person to one tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "erase" -d 'Destroy everything about a person: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand privacy; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "verify" -d 'Walk the whole chain of rows, and compare it with an earlier head'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "head" -d 'Print where the log ends, in one line to keep elsewhere: number of rows, chain value'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "export" -d 'Write the whole log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "prune" -d 'Remove rows that are older than audit.retention_days of the policy (365 days at least)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and not __fish_seen_subcommand_from log verify head export prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l since -d 'Only rows from then on (a date, or an age such as 7d)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l until -d 'Only rows before then (a date, or an age)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l event -d 'Only this event, such as FILE_READ (may be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l principal -d 'Only what this user did' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l outcome -d 'Only with this outcome: success, denied or failure' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l format -d 'How rows are printed' -r -f -a "line\t'time | event | who | from where | on what | outcome'
table\t'In columns that fit the terminal; what is long is broken into lines'
json\t'One object a line'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s f -l follow -d 'Go on printing rows as they come'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l expect-head -d 'An earlier `audit head`: the line that it printed, or its chain value alone' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l expect-count -d 'The number of rows of an earlier `audit head`' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from head" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Write this file (0600), which must not be there; it gets its name when it is whole' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l dry-run -d 'Only say how many rows would go'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Walk the whole chain of rows, and compare it with an earlier head'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "head" -d 'Print where the log ends, in one line to keep elsewhere: number of rows, chain value'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "export" -d 'Write the whole log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Remove rows that are older than audit.retention_days of the policy (365 days at least)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand audit; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l since -d 'What happened from then on (an age such as 24h, or a date)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand monitor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l by -d 'Count files and bytes by this instead' -r -f -a "folder\t'The folders at the top of the vault'
type\t'What the content is'
tag\t'Each tag: a file with two counts twice'
year\t'When the source was last modified'"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -f -a "lockdown" -d 'End every way in but your new password and the recovery key, and encrypt everything anew'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -f -a "report" -d 'Say who did what, who could have, and since when'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and not __fish_seen_subcommand_from lockdown report help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l since -d 'What the report goes back to: an age, or a date' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from lockdown" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l since -d 'From when on: an age such as 7d, or a date' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from report" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "lockdown" -d 'End every way in but your new password and the recovery key, and encrypt everything anew'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "report" -d 'Say who did what, who could have, and since when'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand incident; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l quick -d 'Leave the content of files out'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l wipe -d 'Leave nothing of what was destroyed: build the file anew, and overwrite the old one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand compact" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "test" -d 'Prove that the recovery key that you wrote down opens the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "new" -d 'Make a new recovery key, shown once; the old one opens nothing any more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and not __fish_seen_subcommand_from test new help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l recovery-key-file -d 'Read the recovery key from this file, instead of asking for it' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "test" -d 'Prove that the recovery key that you wrote down opens the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "new" -d 'Make a new recovery key, shown once; the old one opens nothing any more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand recovery; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "add" -d 'Make a user; asks for their first password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "show" -d 'Show one user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "passwd" -d 'Set the password of a user (your own: file-organizer passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "role" -d 'Give a user another role; their sessions end'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "remove" -d 'Remove a user; their files stay'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and not __fish_seen_subcommand_from add list show passwd role disable remove help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l role -d 'What they may do (see: file-organizer role list)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from role" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l hand-over -d 'Keep their API keys, backup recipients and shared folders, as yours'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l hand-over -d 'Keep their API keys, backup recipients and shared folders, as yours'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Make a user; asks for their first password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Set the password of a user (your own: file-organizer passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "role" -d 'Give a user another role; their sessions end'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a user; their files stay'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "list" -d 'List roles, and how many have them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "show" -d 'Show what one role permits'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "set" -d 'Set what a role permits, and make it where there is none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "remove" -d 'Remove a role that nobody has; a built-in one is as it was again'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "import" -d 'Set all roles of a YAML file (- for standard input), or none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and not __fish_seen_subcommand_from list show set remove import export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "list" -d 'List roles, and how many have them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show what one role permits'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "set" -d 'Set what a role permits, and make it where there is none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a role that nobody has; a built-in one is as it was again'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "import" -d 'Set all roles of a YAML file (- for standard input), or none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand role; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "create" -d 'Make a key; it is printed alone, once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "list" -d 'List keys, never a secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "show" -d 'Show one key, never its secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "revoke" -d 'Revoke keys: they open nothing from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "rotate" -d 'Give a key a new secret, which is printed alone, once; the old one works for a while'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "due" -d 'List keys that end soon or are too old; exit code 6 when there are any (for cron)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and not __fish_seen_subcommand_from create list show revoke rotate due help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l name -d 'What it is called' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l role -d 'What it may do (see: file-organizer role list) [default: api]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l permission -d 'Narrow the role to this permission (several times for several)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l scope -d 'Confine it to this folder (several times for several)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l expires -d 'How long it lives, or never to let it live for ever' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l all -d 'Also those that have expired or were revoked'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l grace -d 'How long the old secret still works' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l expires -d 'How long the key lives from now [default: as long as before]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l within -d 'How far ahead to look' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from due" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a key; it is printed alone, once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List keys, never a secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one key, never its secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Revoke keys: they open nothing from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Give a key a new secret, which is printed alone, once; the old one works for a while'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "due" -d 'List keys that end soon or are too old; exit code 6 when there are any (for cron)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand api-key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l ttl -d 'How long it lasts [default: the policy\'s session.ttl]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l print -d 'Print it as a shell variable, and keep no file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand logout" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "list" -d 'List your sessions; everybody\'s, if you manage users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "revoke" -d 'End sessions: by id, all of one user, or all there are'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "refresh" -d 'Prolong the session that is used, up to the policy\'s session.refresh_ttl after the login'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and not __fish_seen_subcommand_from list revoke refresh help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l of -d 'All sessions of this user' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l all -d 'All sessions there are: your own, or everybody\'s if you manage users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "list" -d 'List your sessions; everybody\'s, if you manage users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'End sessions: by id, all of one user, or all there are'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "refresh" -d 'Prolong the session that is used, up to the policy\'s session.refresh_ttl after the login'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand session; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l to -d 'The folder to wish for [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l name -d 'Another name for the one file' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l box -d 'Drop into this shared folder instead of the vault\'s own' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l allow-empty -d 'Take standard input also where it is empty, which is refused otherwise'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "run" -d 'Take what waits into the vault: drops, or with DIR the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "receipts" -d 'List what became of the files of folders that were taken in'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "list" -d 'List what waits, and what was rejected'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "discard" -d 'Destroy drops for good: those that were rejected, or the ones with these ids'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "share" -d 'Share a folder: every account of this machine may drop files there, and read none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "unshare" -d 'Share a folder no more; what waits there stays'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and not __fish_seen_subcommand_from run receipts list discard share unshare help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l to -d 'The folder of the vault to put them in [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l tag -d 'Give each file this tag (may be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l settle -d 'How long a file must have been left alone [default: 2s]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l keep-in -d 'Move each source to this folder below DIR, once its content was committed and read back, instead of removing it' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l on-conflict -d 'What to do where the name is taken by other content: give the new file a number in its name, or make it the next version [default: rename]' -r -f -a "rename\t''
version\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l again -d 'Try again what was rejected before, after a change of the policy; with DIR, try at once what failed before'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l no-organize -d 'Put all files into the folder of --to, whatever the rules of the vault say (see rules)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l status -d 'Only those of this status: added, duplicate, rejected or failed' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from receipts" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l rejected -d 'Everything that was rejected'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from discard" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from share" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from unshare" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "run" -d 'Take what waits into the vault: drops, or with DIR the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "receipts" -d 'List what became of the files of folders that were taken in'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "list" -d 'List what waits, and what was rejected'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "discard" -d 'Destroy drops for good: those that were rejected, or the ones with these ids'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "share" -d 'Share a folder: every account of this machine may drop files there, and read none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "unshare" -d 'Share a folder no more; what waits there stays'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand inbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l to -d 'The folder of the vault to put them in [default: /inbox]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l tag -d 'Give each file this tag (may be repeated)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l settle -d 'How long a file must have been left alone [default: 2s]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l keep-in -d 'Move each source to this folder below DIR, once its content was committed and read back, instead of removing it' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l on-conflict -d 'What to do where the name is taken by other content: give the new file a number in its name, or make it the next version [default: rename]' -r -f -a "rename\t''
version\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l again -d 'At the start, try at once what failed before'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l no-organize -d 'Put all files into the folder of --to, whatever the rules of the vault say (see rules)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand watch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "identity" -d 'Make an identity: the secret that opens backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "recipient" -d 'Say to whom backups are encrypted'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "create" -d 'Make a backup of everything in the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "verify" -d 'Check a whole backup: every hash, every count, the audit log\'s chain'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "restore" -d 'Make a new vault of a backup'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "drill" -d 'Restore the newest backup for trial, compare it with the vault, throw it away'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and not __fish_seen_subcommand_from identity recipient create list verify restore drill help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -f -a "new" -d 'Make an identity, and print its recipient'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from identity" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "add" -d 'Encrypt backups to this recipient, too'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "list" -d 'List to whom backups are encrypted'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "remove" -d 'Encrypt backups to a recipient no more, named by its text or name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from recipient" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s o -l output -d 'The file to write, or - for standard output' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l to -d 'A folder to put it into, named by the time' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-last -d 'Keep the N newest' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-daily -d 'Keep the newest of each of N days' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-weekly -d 'Keep the newest of each of N weeks' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-monthly -d 'Keep the newest of each of N months' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l keep-yearly -d 'Keep the newest of each of N years' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l incremental -d 'Write only what the folder does not have yet, beside a small snapshot file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l create -d 'Make the folder if it is not there (its parent must be), or begin anew in one that has had backups and has none any more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l dry-run -d 'Write and remove nothing: say what would be'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s i -l identity -d 'The identity file that opens it (several times for several)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s i -l identity -d 'The identity file that opens it (several times for several)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s i -l identity -d 'The identity file that opens it (several times for several)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l into -d 'The folder of the new vault; nothing may be there' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s i -l identity -d 'The identity file that opens it (several times for several)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l max-age -d 'The newest backup must not be older than this' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l scratch -d 'Where the vault for trial is built [default: beside the vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from drill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "identity" -d 'Make an identity: the secret that opens backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "recipient" -d 'Say to whom backups are encrypted'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make a backup of everything in the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Check a whole backup: every hash, every count, the audit log\'s chain'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "restore" -d 'Make a new vault of a backup'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "drill" -d 'Restore the newest backup for trial, compare it with the vault, throw it away'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand backup; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand completions" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l dir -d 'Write a page for each command to this folder' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l vault -d 'The vault [default: <user data dir>/file-organizer/vault]' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l user -d 'User name to unlock with; refuses the session of another user [default: admin]' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l api-key-file -d 'Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-file -d 'Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-command -d 'Read the password from what this command prints, run without a shell (or FILE_ORGANIZER_PASSWORD_COMMAND)' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l password-fd -d 'Read the password from this open file descriptor' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l new-password-file -d 'Read the new password from this file, where a command sets one (or FILE_ORGANIZER_NEW_PASSWORD_FILE)' -r -F
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l wait -d 'How long to wait for another process that is writing' -r
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l color -d 'Colours' -r -f -a "auto\t''
always\t''
never\t''"
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l json -d 'Print JSON: one object a line for listings, one document for the rest'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s q -l quiet -d 'Say less'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s v -l verbose -d 'Say more (on standard error)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s y -l yes -d 'Assume yes where a command would ask'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l no-input -d 'Never ask: fail instead'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -l accept-rollback -d 'Go on with a vault that was put back from an earlier copy, or a clock that was set back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand man" -s h -l help -d 'Print help'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "init" -d 'Make a vault: asks for a password twice, and shows the recovery key once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "add" -d 'Add files and folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "ls" -d 'List a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "find" -d 'Search for files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "show" -d 'Show everything known of a file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "cat" -d 'Write the content of files to standard output'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "get" -d 'Take files out of the vault into a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "versions" -d 'List the versions of a file, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "mv" -d 'Move or rename files and folders'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rm" -d 'Move files and folders to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "dedupe" -d 'Find files with the same content, and keep one of each'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "trash" -d 'Look into the trash, take files out of it, or empty it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "tag" -d 'Give files tags, take them away, or list them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "note" -d 'Set the note of a file; an empty text removes it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "organize" -d 'File what is in a folder by rules, as one change that undo takes back'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "preview" -d 'Show what organize would do, as a tree'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rules" -d 'The rules by which files are filed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "undo" -d 'Take the last change back, or the one that is named'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "redo" -d 'Do again what was undone last'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "history" -d 'List the operations that changed files, newest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "policy" -d 'Look at the rules of the vault, or change them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "retention" -d 'Keep files for so long and no longer, by folder, tag or type'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "consent" -d 'Note who consented to what, and list it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "privacy" -d 'Hand out everything about a person, or destroy it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "audit" -d 'Read the audit log, or prove that nothing was taken out of it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "monitor" -d 'Look for what is unusual in the audit log'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "status" -d 'Show what is in the vault, and how much room it takes'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "incident" -d 'What to do when somebody may have had a password or a key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "verify" -d 'Check the whole vault: every block, count, index and hash, and the audit chain'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "compact" -d 'Give unused space back to the disk'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "rekey" -d 'Encrypt everything under a new vault key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "passwd" -d 'Change your password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "recovery" -d 'Prove the recovery key, or replace it'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "user" -d 'Make users, list them, give them a password or a role, let them in no more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "role" -d 'See and set what roles permit'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "api-key" -d 'Make API keys for scripts, list, revoke and rotate them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "login" -d 'Unlock once, and work without a password for a while'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "logout" -d 'End the session that `login` began'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "session" -d 'List sessions, end them, or prolong your own'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "whoami" -d 'Say who you are to the vault, by what you unlock it, and what you may do'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "drop" -d 'Leave files for the vault, without any secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "inbox" -d 'Take what was dropped, or what is in a folder, into the vault; share folders for drops'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "watch" -d 'Take in the files of a folder as they appear'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "backup" -d 'Make encrypted backups, check them, restore them, and drill for the day they are needed'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "demo" -d 'Show the whole main job on a throw-away vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "completions" -d 'Print the completions of a shell'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "man" -d 'Print the manual page, or write one for each command to a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and not __fish_seen_subcommand_from init add ls find show cat get versions mv rm dedupe trash tag note organize preview rules undo redo history policy retention consent privacy audit monitor status incident verify compact rekey passwd recovery user role api-key login logout session whoami drop inbox watch backup demo completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "list" -d 'List what is in the trash, the latest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "restore" -d 'Bring files back to where they were'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from trash" -f -a "empty" -d 'Destroy what is in the trash: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "add" -d 'Give files a tag (or several, with commas between)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "rm" -d 'Take a tag (or several, with commas between) from files'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from tag" -f -a "list" -d 'List all tags with the number of their files, or the tags of one file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "list" -d 'List the rules, in the order in which they are asked'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "show" -d 'Print the rules as TOML, all or one'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "add" -d 'Add a rule after the others'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "edit" -d 'Change the rules in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "remove" -d 'Remove a rule'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "import" -d 'Replace all rules by those of a file, or of a method'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "export" -d 'Print all rules, of the vault or of a method, as they would be imported'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from rules" -f -a "check" -d 'Check rules, of a file or of the vault, without using them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show every key with its value, as TOML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "get" -d 'Print the value of one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "set" -d 'Set one key'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "edit" -d 'Change the policy in an editor ($VISUAL or $EDITOR)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from policy" -f -a "check" -d 'Check a policy file, without a vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "set" -d 'Set a rule, in the place of one of the same name'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "list" -d 'List the rules'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "remove" -d 'Remove a rule; no file is touched'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from retention" -f -a "apply" -d 'Move what was kept long enough to the trash'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "grant" -d 'Note that a person consents to something from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "withdraw" -d 'Note that a person consents to it no more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from consent" -f -a "list" -d 'List consents, those that ended too'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from privacy" -f -a "export" -d 'Write everything about a person to one tar file'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from privacy" -f -a "erase" -d 'Destroy everything about a person: this cannot be undone'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "log" -d 'Print the log, oldest first'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "verify" -d 'Walk the whole chain of rows, and compare it with an earlier head'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "head" -d 'Print where the log ends, in one line to keep elsewhere: number of rows, chain value'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "export" -d 'Write the whole log as JSON Lines that can be verified without this program'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from audit" -f -a "prune" -d 'Remove rows that are older than audit.retention_days of the policy (365 days at least)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "lockdown" -d 'End every way in but your new password and the recovery key, and encrypt everything anew'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from incident" -f -a "report" -d 'Say who did what, who could have, and since when'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from recovery" -f -a "test" -d 'Prove that the recovery key that you wrote down opens the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from recovery" -f -a "new" -d 'Make a new recovery key, shown once; the old one opens nothing any more'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Make a user; asks for their first password'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "show" -d 'Show one user'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Set the password of a user (your own: file-organizer passwd)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "role" -d 'Give a user another role; their sessions end'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "disable" -d 'Disable a user (password and sessions stop working)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "remove" -d 'Remove a user; their files stay'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "list" -d 'List roles, and how many have them'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "show" -d 'Show what one role permits'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "set" -d 'Set what a role permits, and make it where there is none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "remove" -d 'Remove a role that nobody has; a built-in one is as it was again'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "import" -d 'Set all roles of a YAML file (- for standard input), or none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from role" -f -a "export" -d 'Print all roles as YAML'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "create" -d 'Make a key; it is printed alone, once'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "list" -d 'List keys, never a secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "show" -d 'Show one key, never its secret'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "revoke" -d 'Revoke keys: they open nothing from now on'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "rotate" -d 'Give a key a new secret, which is printed alone, once; the old one works for a while'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from api-key" -f -a "due" -d 'List keys that end soon or are too old; exit code 6 when there are any (for cron)'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "list" -d 'List your sessions; everybody\'s, if you manage users'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "revoke" -d 'End sessions: by id, all of one user, or all there are'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from session" -f -a "refresh" -d 'Prolong the session that is used, up to the policy\'s session.refresh_ttl after the login'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "run" -d 'Take what waits into the vault: drops, or with DIR the files of a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "receipts" -d 'List what became of the files of folders that were taken in'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "list" -d 'List what waits, and what was rejected'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "discard" -d 'Destroy drops for good: those that were rejected, or the ones with these ids'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "share" -d 'Share a folder: every account of this machine may drop files there, and read none'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from inbox" -f -a "unshare" -d 'Share a folder no more; what waits there stays'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "identity" -d 'Make an identity: the secret that opens backups'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "recipient" -d 'Say to whom backups are encrypted'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "create" -d 'Make a backup of everything in the vault'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "list" -d 'List the backups in a folder'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "verify" -d 'Check a whole backup: every hash, every count, the audit log\'s chain'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "restore" -d 'Make a new vault of a backup'
complete -c file-organizer -n "__fish_file_organizer_using_subcommand help; and __fish_seen_subcommand_from backup" -f -a "drill" -d 'Restore the newest backup for trial, compare it with the vault, throw it away'
