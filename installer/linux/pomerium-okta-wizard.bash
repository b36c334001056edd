# Completion of pomerium-okta-wizard in bash. tests/packaging compares it with what --help prints.
_pomerium_okta_wizard() {
    local current=${COMP_WORDS[COMP_CWORD]}
    if [[ ${COMP_WORDS[COMP_CWORD - 1]} == --draft ]]; then
        compopt -o filenames 2> /dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W "--demo --autoplay --draft --help --version" -- "$current")
}
complete -F _pomerium_okta_wizard pomerium-okta-wizard
