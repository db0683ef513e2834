#!/usr/bin/env bash
# Builds a Transit server for tests/keyring/transit-real.test.ts with Go alone: FOLDER/vault, a quarter of an hour on two
# cores. Put FOLDER on the PATH. It is the core, the HTTP API, Transit and AppRole of Vault with nothing else, in memory:
# to test with (Business Source License), and for nothing more. The Go module proxy does not serve OpenBao's own module;
# where OpenBao is packaged, install that instead, and its `bao` is what the test takes first.
#
# Vault's module replaces its own sdk by a folder that its package does not have, and no published sdk is quite that one:
# the next before it gets the signature of one callback, and one file of the next after it.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 64; }
mkdir -p "$1"
into=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
here=github.com/hashicorp/vault
sdk() { (cd / && go mod download -json "$here/sdk@$1" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p'); }

cp -r "$(sdk v0.21.0)" sdk
chmod -R u+w sdk
cp "$(sdk v0.25.1)/helper/keysutil/lock_manager.go" sdk/helper/keysutil/
sed -i '/ActivationFunc func/s/, string)/)/' sdk/framework/backend.go

printf '%s\n' 'module transitserver' 'go 1.25.7' "require $here v1.21.4" "replace $here/sdk => ./sdk" \
  'replace github.com/99designs/keyring => github.com/Jeffail/keyring v1.2.3' > go.mod
cat > main.go << 'END'
package main

import (
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/vault/builtin/credential/approle"
	"github.com/hashicorp/vault/builtin/logical/transit"
	api "github.com/hashicorp/vault/http"
	"github.com/hashicorp/vault/internalshared/configutil"
	"github.com/hashicorp/vault/sdk/helper/consts"
	"github.com/hashicorp/vault/sdk/logical"
	"github.com/hashicorp/vault/sdk/physical/inmem"
	"github.com/hashicorp/vault/vault"
	"github.com/hashicorp/vault/vault/plugincatalog"
)

func must[T any](value T, err error) T { if err != nil { panic(err) }; return value }

// vault server -config=FILE, of which the address of the listener is read.
func main() {
	file := must(os.ReadFile(strings.TrimPrefix(os.Args[2], "-config=")))
	address := regexp.MustCompile(`address = "(.*)"`).FindStringSubmatch(string(file))[1]
	logger := hclog.New(&hclog.LoggerOptions{Level: hclog.Warn})
	core := must(vault.NewCore(&vault.CoreConfig{Physical: must(inmem.NewInmem(nil, logger)), Logger: logger, DisableMlock: true,
		BuiltinRegistry:    registry{},
		LogicalBackends:    map[string]logical.Factory{"transit": transit.Factory},
		CredentialBackends: map[string]logical.Factory{"approle": approle.Factory}}))
	panic(http.Serve(must(net.Listen("tcp", address)), api.Handler.Handler(
		&vault.HandlerProperties{Core: core, ListenerConfig: &configutil.Listener{}})))
}

type registry struct{ plugincatalog.BuiltinRegistry }

func (registry) Contains(name string, _ consts.PluginType) bool { return name == "transit" || name == "approle" }
func (r registry) Get(name string, of consts.PluginType) (func() (any, error), bool) {
	return func() (any, error) { return nil, nil }, r.Contains(name, of)
}
func (registry) DeprecationStatus(string, consts.PluginType) (consts.DeprecationStatus, bool) { return consts.Supported, true }
func (registry) Keys(consts.PluginType) []string { return []string{"transit", "approle"} }
func (registry) IsBuiltinEntPlugin(string, consts.PluginType) bool { return false }
END
CGO_ENABLED=0 GOFLAGS=-mod=mod nice -n 10 go build -o "$into/vault" .
