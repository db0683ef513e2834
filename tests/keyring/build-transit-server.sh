#!/usr/bin/env bash
# Builds a Transit server for tests/keyring/transit-real.test.ts with Go alone: FOLDER/vault, about 20 minutes on two
# cores. Put FOLDER on the PATH.
#
# It is Vault (Business Source License: to test with), because the Go module proxy does not serve OpenBao's own module.
# Both speak the API that we use. Where OpenBao is packaged, install that instead: `bao` comes first.
#
# Vault's module cannot be built as it is from the proxy: it replaces its own sdk by a folder that is not in it. The sdk
# that was published next has one callback with one argument more, which no Transit server calls; it is put back here.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 64; }
command -v go > /dev/null || { echo "$0: Go is not on the PATH" >&2; exit 69; }
mkdir -p "$1"
into=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

vault=v1.21.4
sdk=v0.25.1
module=github.com/hashicorp/vault

cat > main.go << END
package main

import (
	"os"

	"$module/command"
)

func main() { os.Exit(command.Run(os.Args[1:])) }
END
cat > go.mod << END
module transitserver

go 1.25.7

require $module $vault

replace github.com/99designs/keyring => github.com/Jeffail/keyring v1.2.3

replace github.com/ma314smith/signedxml v1.1.1 => github.com/moov-io/signedxml v1.1.1

replace $module/sdk => ./sdk
END

published=$(cd / && go mod download -json "$module/sdk@$sdk" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p')
cp -r "$published" sdk
chmod -R u+w sdk
sed -i 's/ActivationFunc func(context.Context, \*logical.Request, string) error/ActivationFunc func(context.Context, *logical.Request) error/' \
  sdk/framework/backend.go

CGO_ENABLED=0 GOFLAGS=-mod=mod nice -n 10 go build -o "$into/vault" .
"$into/vault" version
