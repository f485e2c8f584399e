#!/bin/sh
# Install what the tests need of the system: LibreOffice Writer, poppler's tools, Tesseract with French, Chromium,
# and the allocator that makes builds faster.
# As root through apt; else say the exact command.
set -eu
packages="libreoffice-writer-nogui poppler-utils tesseract-ocr tesseract-ocr-fra chromium libjemalloc2"
missing=
for package in $packages; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif [ -x "$(command -v soffice)" ] && [ -x "$(command -v pdftotext)" ] &&
    [ -x "$(command -v chromium)" ] &&
    tesseract --list-langs 2>/dev/null | grep -qx fra; then
    echo "Paquets absents mais outils trouvés, les tests continuent :$missing" >&2
else
    echo "Il manque des paquets pour les tests. Lancez :" >&2
    echo "  sudo apt install --no-install-recommends$missing" >&2
    exit 1
fi
