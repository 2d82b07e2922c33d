#!/bin/sh
# Checks, with the tools of any Unix machine and nothing of dataroom, that a room is the one that was sealed.
# Needs sh, find, sort, xargs, cmp and sha256sum (or shasum); for a signature ssh-keygen 8.1 or later; for a
# timestamp openssl. Reads, and writes nothing. Exit codes: 0 all that the seal promises is proven; 1 something
# differs; 2 wrong usage; 3 nothing differs, but not everything could be proven.
#
# Take this script, the head and the signer's fingerprint from somebody you trust, not from the seal's bearer.
set -u
LC_ALL=C
case ${LC_MESSAGES:-${LANG-}} in fr*) french=1 ;; *) french= ;; esac
export LC_ALL
unset CDPATH

head=${DATAROOM_HEAD-} signer=${DATAROOM_SIGNER-} authority=${DATAROOM_TSA_CA-} seal= room=
differences=0 unproven=0 hex= path=
newline='
'
# --- saying -----------------------------------------------------------------------------------------------------

say() { if [ "$french" ]; then printf '%s\n' "$1"; else printf '%s\n' "$2"; fi; }
holds() { say "  prouvé      $1" "  proven      $2"; }
unasked() { say "  NON VÉRIFIÉ $1" "  NOT CHECKED $2"; }
cannot() {
  unproven=$((unproven + 1))
  say "  NON PROUVÉ  $1" "  NOT PROVEN  $2"
}
differs() {
  differences=$((differences + 1))
  say "  DIFFÉRENT   $1" "  DIFFERENT   $2"
}
usage() {
  say 'usage : sh verify.sh [--head HEX] [--signer SHA256:…] [--tsa-ca FICHIER.pem] [--seal DOSSIER] [--lang fr|en] SALLE' \
    'usage: sh verify.sh [--head HEX] [--signer SHA256:…] [--tsa-ca FILE.pem] [--seal FOLDER] [--lang fr|en] ROOM' >&2
  exit 2
}

# --- what was asked ---------------------------------------------------------------------------------------------

while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    --lang) [ $# -gt 1 ] || usage; case $2 in fr) french=1 ;; en) french= ;; *) usage ;; esac; shift 2 ;;
    --head) [ "${2-}" ] || usage; head=$2; shift 2 ;;
    --signer) [ "${2-}" ] || usage; signer=$2; shift 2 ;;
    --tsa-ca) [ "${2-}" ] || usage; authority=$2; shift 2 ;;
    --seal) [ "${2-}" ] || usage; seal=$2; shift 2 ;;
    -*) usage ;;
    *) break ;;
  esac
done
[ $# -eq 1 ] || usage
relative() { case $1 in /*) printf %s "$1" ;; *) printf %s "./$1" ;; esac; }
[ "$seal" ] || case $0 in */*) seal=${0%/*} ;; *) seal=. ;; esac
room=$(relative "$1"; printf x) room=${room%x}
seal=$(relative "$seal"; printf x) seal=${seal%x}
[ -f "$seal/seal.json" ] && [ -f "$seal/manifest.sha256z" ] && [ -d "$room" ] || usage

if command -v sha256sum >/dev/null 2>&1; then
  sum() { sha256sum "$@"; }
elif command -v shasum >/dev/null 2>&1; then
  sum() { shasum -a 256 "$@"; }
else
  say 'ni sha256sum ni shasum : rien n’a été vérifié' 'neither sha256sum nor shasum: nothing was checked' >&2
  exit 3
fi
digest() {
  hex=$(sum) || hex=
  hex=${hex%% *}
}

# --- the seal itself --------------------------------------------------------------------------------------------

# What the shell holds must be the whole of the file: no line end, no NUL, nothing after them.
json=
IFS= read -r json <"$seal/seal.json"
digest <"$seal/seal.json"
own_head=$hex
hex=$(printf %s "$json" | sum) hex=${hex%% *}
case $json in
  '{"algorithm":"sha256-merkle-rfc9162","counts":{'*'"format":"dataroom-seal/1"'*'}') ;;
  *) hex= ;;
esac
if [ "$hex" != "$own_head" ] || [ ! "$own_head" ]; then
  differs 'seal.json n’est pas celui d’un sceau' 'seal.json is not that of a seal'
  exit 1
fi
text() {
  case $json in *"\"$1\":\""*) path=${json#*"\"$1\":\""} path=${path%%\"*} ;; *) path= ;; esac
}
number() {
  path=${json#*"\"$1\":"} path=${path%%[!0-9]*}
  [ "$path" ] || path=0
}

say "Sceau : $own_head" "Seal: $own_head"
text created
case $path in *[!0-9TZ:-]*) path='?' ;; esac
say "  fait le $path, d’après lui-même" "  made at $path, by its own word"

# Every other file of the seal against the digests that seal.json holds.
files=${json#*'"files":{'} files=${files%%\}*}
rest=$files, bound=0 wrong=0
while [ "$rest" ] && [ "$rest" != , ]; do
  pair=${rest%%,*} rest=${rest#*,}
  name=${pair#\"} name=${name%%\"*} want=${pair##*:\"} want=${want%\"}
  bound=$((bound + 1))
  case $name in '' | .* | *[!A-Za-z0-9._-]*) name=seal.json ;; esac
  hex=
  if [ -f "$seal/$name" ] && [ ! -h "$seal/$name" ]; then digest <"$seal/$name"; fi
  if [ "$hex" != "$want" ]; then
    wrong=1
    differs "$name n’est pas celui que seal.json désigne" "$name is not the one that seal.json names"
  fi
done
for file in "$seal"/* "$seal"/.[!.]* "$seal"/..?*; do
  [ -e "$file" ] || [ -h "$file" ] || continue
  name=${file##*/}
  case $name in seal.json | seal.json.sig | seal.tsr) continue ;; esac
  case ",$files" in
    *",\"$name\":\""*) ;;
    *) wrong=1; differs 'un fichier de trop dans le sceau' 'a file too many in the seal' ;;
  esac
done
case $files in *'"SHA256SUMS":"'*'"manifest.sha256z":"'*) ;; *) wrong=1; differs 'une liste manque' 'a list is missing' ;; esac
[ "$wrong" = 1 ] || holds "les $bound autres fichiers du sceau" "the $bound other files of the seal"

if [ ! "$head" ]; then
  unasked 'que ce sceau est bien le dernier (donnez --head, reçu par une autre voie)' \
    'that this is the seal you were told of, and the last one (give --head, received by another way)'
elif [ "${head#sha256:}" = "$own_head" ]; then
  holds 'ce sceau est bien celui que vous attendiez' 'this is the seal that you expected'
else
  differs 'ce n’est pas le sceau que vous attendiez : un autre, ou un ancien' \
    'this is not the seal that you expected: another one, or an old one'
fi

# --- the signature ----------------------------------------------------------------------------------------------

check_signature() {
  case $json in
    *'"signer":null'*)
      if [ "$signer" ]; then differs 'le sceau n’est pas signé' 'the seal is not signed'
      elif [ -e "$seal/seal.json.sig" ]; then differs 'une signature que le sceau n’annonce pas' 'a signature that the seal does not announce'
      else unasked 'qui a fait ce sceau : il n’est pas signé' 'who made this seal: it is not signed'; fi
      return ;;
  esac
  text fingerprint
  key=$path
  if [ ! -f "$seal/seal.json.sig" ]; then
    differs 'la signature manque' 'the signature is missing'
    return
  fi
  if ! command -v ssh-keygen >/dev/null 2>&1; then
    cannot 'la signature : ssh-keygen manque ici' 'the signature: there is no ssh-keygen here'
    return
  fi
  answer=$(ssh-keygen -Y verify -f "$seal/allowed_signers" -I dataroom-seal -n dataroom-seal \
    -s "$seal/seal.json.sig" <"$seal/seal.json" 2>&1)
  case $?:$answer in
    0:*" key $key") holds "signé par la clé $key" "signed by the key $key" ;;
    *'illegal option'* | *'unknown option'* | *'invalid option'*)
      cannot 'la signature : ssh-keygen est trop ancien ici' 'the signature: ssh-keygen is too old here'
      return ;;
    *)
      differs 'la signature est fausse' 'the signature is forged or damaged'
      return ;;
  esac
  if [ ! "$signer" ]; then
    unasked 'SIGNATAIRE INCONNU : à qui est cette clé (donnez --signer, reçu par une autre voie)' \
      'UNKNOWN SIGNER: whose key that is (give --signer, received by another way)'
  elif [ "$signer" = "$key" ]; then
    holds 'le signataire est celui que vous attendiez' 'the signer is the one that you expected'
  else
    differs 'SIGNATAIRE INCONNU : ce n’est pas la clé que vous attendiez' 'UNKNOWN SIGNER: not the key that you expected'
  fi
}
check_signature

# --- the timestamp ----------------------------------------------------------------------------------------------

epoch() { # of: Mon dd hh:mm:ss yyyy
  case $1 in
    Jan) m=1 ;; Feb) m=2 ;; Mar) m=3 ;; Apr) m=4 ;; May) m=5 ;; Jun) m=6 ;; Jul) m=7 ;; Aug) m=8 ;; Sep) m=9 ;;
    Oct) m=10 ;; Nov) m=11 ;; Dec) m=12 ;; *) m=1 ;;
  esac
  h=${3%%:*} s=${3##*:} mi=${3#*:} mi=${mi%:*} s=${s%%.*}
  y=$4
  if [ "$m" -le 2 ]; then y=$((y - 1)) m=$((m + 12)); fi
  days=$((365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + $2 - 1 - 719468))
  path=$((days * 86400 + (1$h - 100) * 3600 + (1$mi - 100) * 60 + 1$s - 100))
}
stamped() { openssl ts -verify -data "$seal/seal.json.sig" -in "$seal/seal.tsr" -CAfile "$@" >/dev/null 2>&1; }
check_stamp() {
  if [ ! -e "$seal/seal.tsr" ]; then
    case $json in *'"timestamp":"pending"'*)
      cannot 'la date : l’horodatage demandé n’est pas là' 'the date: the timestamp that was asked for is not there' ;;
    *) unasked 'la date du sceau : il n’est pas horodaté' 'the date of the seal: it has no timestamp' ;; esac
    return
  fi
  if [ ! -f "$seal/seal.json.sig" ]; then
    differs 'un horodatage sans signature' 'a timestamp without a signature'
    return
  fi
  if ! command -v openssl >/dev/null 2>&1; then
    cannot 'la date : openssl manque ici' 'the date: there is no openssl here'
    return
  fi
  time=$(openssl ts -reply -in "$seal/seal.tsr" -text 2>/dev/null | while IFS= read -r line; do
    case $line in 'Time stamp: '*) printf %s "${line#Time stamp: }" ;; esac
  done)
  case $time in
    [JFMASOND][a-z][a-z]' '*:[0-5][0-9]:[0-6][0-9]*' GMT') ;;
    *) differs 'l’horodatage n’en est pas un' 'the timestamp is none'; return ;;
  esac
  # shellcheck disable=SC2086 # four words are wanted
  epoch $time
  if [ "$authority" ]; then
    if stamped "$authority"; then holds "horodaté le $time" "timestamped at $time"
    elif stamped "$authority" -attime "$path"; then
      holds "horodaté le $time (le certificat, expiré depuis, était alors valable)" \
        "timestamped at $time (by a certificate that was valid then and has expired since)"
    else differs 'l’horodatage ne vaut pas pour cette signature et cette autorité' \
      'the timestamp does not hold for this signature and this authority'; fi
  elif openssl ts -reply -in "$seal/seal.tsr" -token_out 2>/dev/null | openssl pkcs7 -inform DER -print_certs 2>/dev/null |
    stamped /dev/stdin -partial_chain -attime "$path"; then
    holds "un horodatage intact, du $time, sur cette signature" "an intact timestamp of $time over this signature"
    unasked 'qui l’a donné (donnez --tsa-ca, le certificat de l’autorité)' \
      'who gave it (give --tsa-ca, the certificate of the authority)'
  else
    differs 'l’horodatage ne vaut pas pour cette signature' 'the timestamp does not hold for this signature'
  fi
}
check_stamp

# --- the room ---------------------------------------------------------------------------------------------------

number hashed; hashed=$path
number files; sealed_files=$path
number unseen; unseen=$path
number others; others=$path
number folders; folders=$path
number long; long=$path
number plain; plain=$path
number odd; odd=$path
text others_sha256; others_digest=$path
say 'Salle' 'Room'

count() { # what find prints
  path=$( (cd -- "$room" && find . "$@" -print0) 2>/dev/null | xargs -0 sh -c 'echo $#' sh | {
    total=0
    while read -r some; do total=$((total + some)); done
    echo $total
  })
}
can_sort() { printf 'b\0a\0' | sort -z >/dev/null 2>&1; }
reads_tagged() {
  printf 'SHA256 (/dev/null) = %s\n' e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 |
    sum -c >/dev/null 2>&1
}
unescape() {
  path= todo=$1
  while :; do
    case $todo in
      *\\*)
        path=$path${todo%%\\*} todo=${todo#*\\}
        case $todo in n*) path=$path$newline ;; *) path=$path\\ ;; esac
        todo=${todo#?} ;;
      *) path=$path$todo; return ;;
    esac
  done
}
one() ( # the digest of the file at $path, entered in steps that the system takes: it takes no path of any length
  cd -- "$room" || exit 1
  step=.
  while :; do
    case $path in
      */*)
        part=${path%%/*} path=${path#*/}
        if [ $((${#step} + ${#part})) -gt 3000 ]; then
          cd -P -- "$step" 2>/dev/null || exit 1
          step=.
        fi
        step=$step/$part ;;
      *) break ;;
    esac
  done
  cd -P -- "$step" 2>/dev/null || exit 1
  [ -f "./$path" ] && [ ! -h "./$path" ] && sum <"./$path"
)
tagged() { # one by one, the lines of a list whose names or lengths the tools here do not take
  wrong=0 right=0
  while IFS= read -r line; do
    case $line in
      \\*) line=${line#?}; escapes=1 ;;
      *) escapes= ;;
    esac
    want=${line##*' = '} line=${line#'SHA256 (./'} line=${line%') = '*}
    if [ "$escapes" ]; then unescape "$line"; else path=$line; fi
    hex=$(one 2>/dev/null) hex=${hex%% *}
    if [ "$hex" = "$want" ]; then right=$((right + 1)); else wrong=$((wrong + 1)); fi
  done
}
name_failures() { # those whose names can be shown; how many are left
  (cd -- "$room" && sum -c 2>/dev/null) <"$seal/SHA256SUMS" | {
    shown=0
    while IFS= read -r line; do
      case $line in
        *': OK') ;;
        *)
          shown=$((shown + 1))
          case $line in *[[:cntrl:]]*) line='?: ' ;; esac
          [ $shown -gt 20 ] || printf '              %s\n' "${line%: *}" ;;
      esac
    done
    [ $shown -le 20 ] || say "              … et $((shown - 20)) autres" "              … and $((shown - 20)) more"
  }
}
compare_all() {
  (cd -- "$room" && find . -type f -print0 | sort -z | xargs -0 sha256sum -z --) 2>/dev/null |
    cmp -s - "$seal/manifest.sha256z"
}
compare_lists() {
  same=1
  if [ "$plain" != 0 ] && ! (cd -- "$room" && sum -c >/dev/null 2>&1) <"$seal/SHA256SUMS"; then same=; fi
  if [ "$odd" != 0 ]; then
    if reads_tagged; then
      (cd -- "$room" && sum -c >/dev/null 2>&1) <"$seal/SHA256SUMS.odd" || same=
    else
      tagged <"$seal/SHA256SUMS.odd"
      [ "$wrong" = 0 ] && [ "$right" = "$odd" ] || same=
    fi
  fi
  if [ "$long" != 0 ]; then
    tagged <"$seal/SHA256SUMS.long"
    [ "$wrong" = 0 ] && [ "$right" = "$long" ] || same=
  fi
  [ "$same" ]
}

count -type f; now=$path
if [ "$now" -lt "$sealed_files" ] || [ "$now" -gt $((sealed_files + unseen)) ]; then
  differs "$sealed_files fichiers scellés, $now présents" "$sealed_files files were sealed, $now are there"
fi
# The complete list says all at once, where every file has a digest in it and the tools take every path.
how=compare_lists
if [ "$hashed" = "$sealed_files" ] && [ "$long" = 0 ] && [ "$unseen" = 0 ] && can_sort &&
  sha256sum -z /dev/null >/dev/null 2>&1; then how=compare_all; fi
if $how; then
  holds "$hashed fichiers sont, à l’octet près, ceux du sceau" "$hashed files are, to the byte, those of the seal"
else
  differs 'des fichiers ont été modifiés, retirés, renommés ou ajoutés :' 'files were changed, removed, renamed or added:'
  name_failures
fi
count ! -type f ! -type d
hex=$others_digest
if can_sort; then
  hex=$( (cd -- "$room" && find . ! -type f ! -type d -print0 | sort -z) 2>/dev/null | sum)
  hex=${hex%% *}
fi
if [ "$path" != "$others" ] || [ "$hex" != "$others_digest" ]; then
  differs "$others liens, tubes, sockets ou périphériques scellés, $path présents, ou sous d’autres noms" \
    "$others links, pipes, sockets or devices were sealed, $path are there, or under other names"
elif [ "$others" != 0 ]; then
  unasked "ce à quoi mènent $others liens, tubes, sockets ou périphériques : leurs noms seuls sont scellés" \
    "what $others links, pipes, sockets or devices lead to: their names alone are sealed"
fi
silent=$((sealed_files - hashed + unseen + folders))
if [ $silent != 0 ]; then
  cannot "$silent fichiers ou dossiers n’ont pas pu être lus lors du scellement (voir records.jsonl)" \
    "$silent files or folders could not be read when the seal was made (see records.jsonl)"
fi

# --- the answer -------------------------------------------------------------------------------------------------

if [ $differences != 0 ]; then
  say "DIFFÉRENT : $differences constats ci-dessus." "DIFFERENT: $differences findings above."
  exit 1
elif [ $unproven != 0 ]; then
  say 'Rien ne diffère, mais TOUT N’EST PAS PROUVÉ : voir ci-dessus.' 'Nothing differs, but NOT ALL IS PROVEN: see above.'
  exit 3
fi
say 'IDENTIQUE : la salle est celle du sceau.' 'IDENTICAL: the room is the one of the seal.'
exit 0
