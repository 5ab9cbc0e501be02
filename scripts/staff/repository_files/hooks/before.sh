#!/bin/sh
# before.sh COMMIT THƯ_MỤC: dữ liệu như ở commit ấy, hoặc nơi nhánh này rời nó; không có commit thì thư mục trống.
# before.sh COMMIT FOLDER: the data as of a commit, or where this branch left it; an empty folder without such a commit.
set -eu
mkdir -p "$2/data"
if base=$(git merge-base "$1" HEAD 2>/dev/null); then
    git archive "$base" data | tar -x -C "$2"
fi
