#!/bin/sh
# Makes the recordings of this folder on Debian 12, from packages (versions: see README.md):
#   apt-get install flite flac ffmpeg pocketsphinx-testdata asterisk-core-sounds-en-g722
# The third column of transcripts.tsv is what is spoken, and what flite is given to speak.
set -eu
cd "$(dirname "$0")"
sphinx=/usr/share/pocketsphinx/test/data
prompts=/usr/share/asterisk/sounds/en_US_f_Allison
grep -v '^#' transcripts.tsv | while IFS='	' read -r file source text; do
    case $source in
        flite:*)   flite -voice "${source#flite:}" -t "$text" -o /tmp/speech.wav
                   ffmpeg -nostdin -loglevel error -y -i /tmp/speech.wav -ar 16000 -ac 1 /tmp/speech16.wav ;;
        prompt:*)  ffmpeg -nostdin -loglevel error -y -f g722 -i "$prompts/${source#prompt:}.g722" -ar 16000 -ac 1 /tmp/speech16.wav ;;
        sphinx:*.raw) ffmpeg -nostdin -loglevel error -y -f s16le -ar 16000 -ac 1 -i "$sphinx/${source#sphinx:}" /tmp/speech16.wav ;;
        sphinx:*)  cp "$sphinx/${source#sphinx:}" /tmp/speech16.wav ;;
    esac
    ffmpeg -nostdin -loglevel error -y -i /tmp/speech16.wav -map_metadata -1 -fflags +bitexact -flags:a +bitexact \
        -sample_fmt s16 -compression_level 12 "$file.flac"
done
