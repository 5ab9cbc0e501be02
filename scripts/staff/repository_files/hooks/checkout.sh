# Tệp trong thư mục data của một commit, ở $work/data. Được gọi từ pre-receive và publish.
# The files in data/ of a commit, at $work/data. Read by pre-receive and publish.

program=$(git config --get nhandao.program || true)
if [ -z "$program" ] || [ ! -f "$program/scripts/portal.py" ]; then
    echo "Kho chưa biết chương trình ở đâu: git config nhandao.program /opt/nhandao" >&2
    echo "The repository does not know where the program is: git config nhandao.program /opt/nhandao" >&2
    exit 1
fi
work=$(git rev-parse --absolute-git-dir)/nhandao-check
mkdir -p "$work/data"
# One at a time: the folder is kept, so that only what changed is written and read again.
exec 9>"$work/lock"
flock 9

take_out() {
    GIT_INDEX_FILE="$work/index" git --work-tree="$work/data" read-tree --reset -u "$1:data" &&
        (cd "$work/data" && GIT_INDEX_FILE="$work/index" git --git-dir="$work/.." --work-tree=. clean -fdxq)
}

# Dòng sổ của một cây mà cây sau sửa hoặc bỏ, ở $work/before. / Ledger files of a tree that the later one changes or
# drops, in $work/before.
take_out_changed() {
    rm -rf "$work/before" && mkdir "$work/before" &&
        git diff-tree -r -z --no-renames --name-only --diff-filter=DMT "$1:data" "$2:data" -- \
            handovers pledges receipts >"$work/changed" &&
        GIT_INDEX_FILE="$work/before-index" git read-tree "$1:data" &&
        GIT_INDEX_FILE="$work/before-index" git --work-tree="$work/before" checkout-index -z --stdin <"$work/changed"
}

portal() {
    # Of git's own variables the program needs none.
    (cd "$work" && env -u GIT_DIR -u GIT_QUARANTINE_PATH -u GIT_OBJECT_DIRECTORY \
        -u GIT_ALTERNATE_OBJECT_DIRECTORIES python3 "$program/scripts/portal.py" "$@" 9>&-)
}
