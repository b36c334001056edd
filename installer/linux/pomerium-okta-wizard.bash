# Completion of pomerium-okta-wizard in bash. tests/packaging compares it with what --help prints.
_pomerium_okta_wizard() {
    local current=${COMP_WORDS[COMP_CWORD]}
    case ${COMP_WORDS[COMP_CWORD - 1]} in
        --draft)
            compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return
            ;;
        --scenario)
            mapfile -t COMPREPLY < <(compgen -W "everything-works empty-org refresh-token-forgotten pomerium-redirect-uri-missing
                loopback-uris-missing secret-rotated dpop-required robin-not-assigned token-without-rights rate-limit-used-up
                app-inactive" -- "$current")
            return
            ;;
        --seed) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "--demo --scenario --seed --side-by-side --autoplay --draft --help --version" -- "$current")
}
complete -F _pomerium_okta_wizard pomerium-okta-wizard
