#!/bin/bash
# Do the two commands of the README hold on a bare Debian 12? Run by hand, as root:
#
#   tests/front-door/debootstrap-test.sh [--test] [--keep] [FOLDER]
#
# Makes a Debian 12 root with nothing but a shell and git (debootstrap, minbase), clones this
# checkout into it, and runs ./run sample there, twice: the second run must install nothing and be
# quick. With --test also ./run test. Only what is committed takes part. The root is made below
# FOLDER (or $TMPDIR) and removed in the end, unless --keep.
#
# The mirror, its keys and the way to it are those of this machine's own apt.
set -euo pipefail

suite=bookworm
with_test= keep= folder=${TMPDIR:-/tmp}
for argument; do
  case $argument in
    --test) with_test=1 ;;
    --keep) keep=1 ;;
    -*) echo "unknown option: $argument" >&2; exit 2 ;;
    *) folder=$argument ;;
  esac
done
(( EUID == 0 )) || { echo "run this as root: it makes and enters a root file system" >&2; exit 3; }
command -v debootstrap >/dev/null || { echo "install debootstrap" >&2; exit 3; }

# In a mount namespace of its own, so that no mount outlives this script.
if [[ -z ${IN_NAMESPACE:-} ]]; then
  IN_NAMESPACE=1 exec unshare --mount --propagation private -- "$0" "$@"
fi

checkout=$(cd "$(dirname "$0")/../.." && pwd)
root=$(mktemp -d "$folder/banxin-root.XXXXXX")
chmod 755 "$root" # apt fetches as a user of its own
finish () {
  umount -R "$root/proc" "$root/dev" 2>/dev/null || true
  if [[ $keep ]]; then
    echo "the root is kept: $root"
  else
    rm -rf --one-file-system "$root"
  fi
}
trap finish EXIT

# "RELEASE URI" of every Debian source of the suite that apt knows here.
sources=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' \
  'Component: main' | grep "^$suite" | sort -u)
mirror=$(awk -v suite=$suite '$1 == suite { print $2; exit }' <<<"$sources")
[[ $mirror ]] || { echo "apt knows no source of Debian $suite here" >&2; exit 3; }

echo "--- making the root"
debootstrap --variant=minbase --include=git,ca-certificates $suite "$root" "$mirror" >"$root.log" 2>&1 ||
  { tail -n 20 "$root.log" >&2; exit 1; }
rm -f "$root.log"
awk '{ print "deb " $2 " " $1 " main" }' <<<"$sources" >"$root/etc/apt/sources.list"
cp -a /etc/apt/trusted.gpg.d/. "$root/etc/apt/trusted.gpg.d/"
apt-config dump | grep -E '^Acquire::(http|https|Check|Allow|Retries|Force)' \
  >"$root/etc/apt/apt.conf.d/00way-to-the-mirror" || true
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

git clone -q --no-local "$checkout" "$root/home/banxin"

inside () { # in a clean environment, as a stranger's shell would have it
  env -i HOME=/root TERM=dumb PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    chroot "$root" /bin/bash -c "cd /home/banxin && $1"
}
fail () { echo "FAILED: $*" >&2; exit 1; }

echo "--- ./run sample, for the first time"
SECONDS=0
inside './run sample' >"$root/first.log" 2>&1 || { tail -n 40 "$root/first.log" >&2; fail './run sample'; }
tail -n 12 "$root/first.log"
grep -q 'installing with apt' "$root/first.log" || fail 'the bare root was not bare'
echo "first run: $SECONDS s"

pdf=$root/home/banxin/out/sora.pdf
[[ $(head -c 5 "$pdf") == %PDF- && $(tail -c 6 "$pdf") == %%EOF* ]] || fail 'out/sora.pdf is no PDF'
compgen -G "$root/home/banxin/out/sora*.png" >/dev/null || fail 'no PNG pages'

echo "--- ./run sample, again"
SECONDS=0
cp "$pdf" "$root/first.pdf"
inside './run sample' >"$root/second.log" 2>&1 || { cat "$root/second.log" >&2; fail 'the second run'; }
echo "second run: $SECONDS s"
! grep -Eq 'installing|building' "$root/second.log" || fail 'the second run set up again'
cmp -s "$pdf" "$root/first.pdf" || fail 'the second run made other bytes'
(( SECONDS <= 10 )) || fail 'the second run was not quick'

if [[ $with_test ]]; then
  echo "--- ./run test"
  SECONDS=0
  inside './run test' >"$root/test.log" 2>&1 || { tail -n 60 "$root/test.log" >&2; fail './run test'; }
  tail -n 1 "$root/test.log"
  echo "test run: $SECONDS s"
fi
echo "the front door opens"
