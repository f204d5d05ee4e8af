#!/bin/sh
# build.sh <version> [environment in which it is not to become healthy]: makes storefront.jar.
set -eu
rm -rf classes
"$JAVA_HOME/bin/javac" -d classes Storefront.java
printf 'version=%s\nunhealthyIn=%s\n' "$1" "${2:-}" >classes/release.properties
"$JAVA_HOME/bin/jar" --create --file storefront.jar --main-class Storefront -C classes .

# Where a real build would publish it to a repository.
mkdir -p "$STOREFRONT_HOME/releases"
cp storefront.jar "$STOREFRONT_HOME/releases/storefront-$1.jar"
