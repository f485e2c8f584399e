#!/bin/sh
# Install the program of this folder in the virtual environment, where it stands, with what an extra needs.
# Usage: install.sh FOLDER EXTRA [OPTION OF PIP]…
set -eu
folder=$1
extra=$2
shift 2
"$folder/bin/pip" install --quiet --disable-pip-version-check "$@" --editable ".[$extra]"
# Python 3.11 reads the path that pip writes as ASCII under LC_ALL=C, and does not start if it has an accent: the way
# from the packages to the program has none.
for path in "$folder"/lib/python3*/site-packages/_editable_impl_conventions_epci.pth; do
    echo ../../../.. >"$path"
done
