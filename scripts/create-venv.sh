#!/bin/sh
# Create the virtual environment, and again when its folder was moved or copied or its Python is gone: what it holds
# names the place where it was made. Installs Debian's python3-venv when it is missing and this is root.
# Usage: create-venv.sh FOLDER PYTHON… (the first that is at least 3.11 is taken)
set -eu
folder=$1
shift
here=$(pwd -P)
if [ -e "$folder/bin/pip" ]; then
    if [ "$(cat "$folder/place" 2>/dev/null)" = "$here" ] && "$folder/bin/python" -c '' 2>/dev/null; then
        exit 0
    fi
    echo "Le dossier a été déplacé, copié, ou Python a changé : l’installation est refaite." >&2
fi
python=
for candidate in "$@"; do
    if [ -z "$python" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
    fi
done
if [ -z "$python" ]; then
    echo "Il faut Python 3.11 ou plus récent : sudo apt install python3, ou make PYTHON=/chemin/vers/python3." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" >/dev/null
    else
        echo "Il manque le module venv de Python : sudo apt install python$version-venv, puis recommencez." >&2
        exit 1
    fi
fi
rm -rf "$folder"
"$python" -m venv "$folder"
echo "$here" >"$folder/place"
