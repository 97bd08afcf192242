// Package data is the knowledge as editors write it, embedded in the binary.
// FORMAT.md explains every field.
package data

import "embed"

// FS holds the YAML files and regions.tsv.
//
//go:embed *.tsv *.yaml */*.yaml
var FS embed.FS
