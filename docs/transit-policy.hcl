# What Tacet may do at the Transit server, and nothing else (KMS-C07). Change `transit` and `tacet` where
# TACET_TRANSIT_MOUNT and TACET_TRANSIT_KEY say otherwise.
#
#   bao policy write tacet docs/transit-policy.hcl

# Makes the key at the first start, and looks at it. Nobody here may delete, export or back it up.
path "transit/keys/tacet" {
  capabilities = ["create", "read", "update"]
}

# The work of every day. Rewrapping shows no plaintext to anybody.
path "transit/encrypt/tacet" {
  capabilities = ["update"]
}
path "transit/decrypt/tacet" {
  capabilities = ["update"]
}
path "transit/rewrap/tacet" {
  capabilities = ["update"]
}

# `tacet keys rotate kek`.
path "transit/keys/tacet/rotate" {
  capabilities = ["update"]
}

# `tacet keys destroy`: the floors of the versions alone, so that nobody makes the key exportable this way. Leave these two
# out, and old versions can be destroyed by your own hand only.
path "transit/keys/tacet/config" {
  capabilities = ["update"]
  allowed_parameters = {
    "min_decryption_version" = []
    "min_encryption_version" = []
  }
}
path "transit/keys/tacet/trim" {
  capabilities = ["update"]
}

# Its own token.
path "auth/token/lookup-self" {
  capabilities = ["read"]
}
path "auth/token/renew-self" {
  capabilities = ["update"]
}
path "auth/token/revoke-self" {
  capabilities = ["update"]
}
