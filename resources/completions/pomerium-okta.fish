# fish completion for pomerium-okta. The program itself says what may follow.
function __pomerium_okta_offers
    set -l words (commandline -opc)
    $words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c pomerium-okta -f -a '(__pomerium_okta_offers | string match -v ":files")'
complete -c pomerium-okta -F -n '__pomerium_okta_offers | string match -q ":files"'
