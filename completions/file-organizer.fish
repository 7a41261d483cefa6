# fish completion for file-organizer
complete --keep-order --no-files --command file-organizer --arguments "(FILE_ORGANIZER_COMPLETE=fish file-organizer -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null)"
