// Package knowledge holds what the bot knows about China's basic medical insurance
// (医保): topics, sources, dated parameters, answers, regional rules and checklists,
// as editors write them in YAML.
//
// # Design
//
// A YAML file may hold any mixture of the lists in [File]; the folder it lies in only
// helps people find it. Several file systems are read as layers: an item of a later
// layer replaces the item of the same identity in an earlier one, or is added.
//
// Every person-facing sentence is a [Statement] and carries its own [Basis]: the source,
// the article, how well it was checked and when. Numbers live once, as [Value] periods of a
// [Param]; sentences name them in braces.
package knowledge

import "errors"

// National is the code of the layer above all provinces.
const National = ""

// ErrNoValue means that a parameter has no value in force on the day asked about.
var ErrNoValue = errors.New("no value in force")

// A File is the content of one YAML file. Every list may be absent.
type File struct {
	Topics     []Topic     `yaml:"topics,omitempty"`
	Sources    []Source    `yaml:"sources,omitempty"`
	Params     []Param     `yaml:"params,omitempty"`
	Values     []Value     `yaml:"values,omitempty"`
	Facts      []Fact      `yaml:"facts,omitempty"`
	Entries    []Entry     `yaml:"entries,omitempty"`
	Taught     []Taught    `yaml:"taught,omitempty"`
	Notes      []Note      `yaml:"notes,omitempty"`
	Checklists []Checklist `yaml:"checklists,omitempty"`
	Aliases    []Alias     `yaml:"aliases,omitempty"`
	Synonyms   []Synonym   `yaml:"synonyms,omitempty"`
	Words      []Word      `yaml:"words,omitempty"`
	// Circumstances are what conditions may name.
	Circumstances []Circumstance `yaml:"circumstances,omitempty"`
}

// Pos is where an item stands, for messages to editors.
type Pos struct {
	File string
	Line int
}
