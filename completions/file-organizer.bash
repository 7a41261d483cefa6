# bash completion for file-organizer; requires bash 4.4
_file_organizer() {
    local IFS=$'\n'
    mapfile -t COMPREPLY < <(FILE_ORGANIZER_COMPLETE=bash file-organizer -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/:=] ]]; then
        compopt -o nospace
    fi
}
complete -o filenames -o noquote -o nosort -F _file_organizer file-organizer
