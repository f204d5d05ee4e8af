#!/bin/sh
# deploy.sh <environment> <version>: starts the version there, in place of what runs there, and waits until it is what
# answers. Whether it is healthy is for a health gate to say.
set -eu
jar=$STOREFRONT_HOME/releases/storefront-$2.jar
case $1 in
    development) port=$((STOREFRONT_PORT + 1)) ;;
    staging) port=$((STOREFRONT_PORT + 2)) ;;
    production) port=$((STOREFRONT_PORT + 3)) ;;
    *) echo "there is no environment '$1'" >&2; exit 1 ;;
esac

# The cookie keeps Jenkins from ending the service together with the build.
JENKINS_NODE_COOKIE=dontKillMe nohup "$JAVA_HOME/bin/java" -Xmx32m -XX:+UseSerialGC -jar "$jar" \
    serve "$1" "$port" "$STOREFRONT_HOME/$1.pid" >>"$STOREFRONT_HOME/$1.log" 2>&1 </dev/null &
"$JAVA_HOME/bin/java" -jar "$jar" check "$port"
