#!/bin/sh
# Convert what is added to a file, and hand each line to a program as soon as it is whole:
#     ./wire.sh wire.txt your-consumer --its-options
# -F goes on when the file is rotated. --format: the first letters of a wire must not decide what it is.
set -eu
wire=$1
shift
tail -n 0 -F "$wire" | uzlat --format text | "$@"
