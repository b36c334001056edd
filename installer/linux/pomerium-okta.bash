# Completion of pomerium-okta in bash. tests/packaging compares it with what --help prints.
_pomerium_okta() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "verify-login verify-token verify-pomerium export forget demo-org self-test
            --help --version" -- "$current")
        return
    fi

    case $previous in
        --client-secret-file | --token-file | --ca-file | --report | --output)
            compopt -o filenames 2> /dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            return ;;
        --format)
            mapfile -t COMPREPLY < <(compgen -W "env env-docker env-compose env-systemd env-shell env-powershell
                config-yaml kubernetes service-account client-secret copy-sheet" -- "$current")
            return ;;
        --mood)
            mapfile -t COMPREPLY < <(compgen -W "helpful refresh-grant-off redirect-uri-missing wrong-secret
                user-not-assigned token-without-rights rate-limited silent hangs-up" -- "$current")
            return ;;
        --browser)
            mapfile -t COMPREPLY < <(compgen -c -- "$current")
            return ;;
        --issuer | --client-id | --redirect-port | --timeout | --pomerium | --org | --provider-url | \
            --authenticate-url | --client-secret-path | --from-keychain | --port | --groups | --redirect-uri)
            return ;;
    esac

    local options=
    case ${COMP_WORDS[1]} in
        verify-login) options="--issuer --client-id --client-secret-file --redirect-port --browser --no-browser --timeout --pomerium
            --ca-file --report --json" ;;
        verify-pomerium) options="--file --from-keychain --authenticate-url --route --wait --ca-file --report --json" ;;
        verify-token) options="--org --token-file --ca-file --report --json" ;;
        export) options="--format --output --provider-url --client-id --client-secret-file --token-file
            --authenticate-url --pomerium --client-secret-path --generate-secrets --from-keychain --force" ;;
        forget) options="--all" ;;
        demo-org) options="--port --mood --groups --redirect-uri" ;;
        self-test) options="--json" ;;
        *) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$current")
}
complete -F _pomerium_okta pomerium-okta
