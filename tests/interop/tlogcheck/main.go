// SPDX-License-Identifier: EUPL-1.2

// Checks evidence that Telaio wrote, with the code that checks Go's module database
// (golang.org/x/mod/sumdb): it shares nothing with ours. Reads a folder, prints what it checked,
// and ends with 1 at the first thing that is not as it must be.
//
//	DIR/log.vkey       the log's key
//	DIR/checkpoint/N   the signed checkpoint of the first N events
//	DIR/tile/...       tiles as served, for the largest checkpoint
//	DIR/proofs         items "inclusion INDEX SIZE LENGTH\n" (a tlog-proof) and
//	                   "consistency OLD SIZE LENGTH\n" (the body of a witness's add-checkpoint)
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// A checkpoint that was checked.
type checkpoint struct {
	size int64
	root tlog.Hash
}

type log struct {
	dir         string
	verifier    note.Verifier
	entries     [][]byte
	hashes      []tlog.Hash
	checkpoints map[int64]checkpoint
	opened      map[string]checkpoint // By the note's bytes: each signature is checked once.
}

func (l *log) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(l.hashes)) {
			return nil, fmt.Errorf("no stored hash %d", index)
		}
		found[i] = l.hashes[index]
	}
	return found, nil
}

func (l *log) rootAt(size int64) (tlog.Hash, error) {
	if size == 0 {
		return tlog.Hash(sha256.Sum256(nil)), nil
	}
	return tlog.TreeHash(size, l)
}

// decode accepts one text for one value: Go's decoders pass over unused bits otherwise.
func decode(text string) ([]byte, error) {
	return base64.StdEncoding.Strict().DecodeString(text)
}

func decodeHash(text string) (tlog.Hash, error) {
	var hash tlog.Hash
	raw, err := decode(text)
	if err == nil && len(raw) != len(hash) {
		err = errors.New("not 32 bytes")
	}
	copy(hash[:], raw)
	return hash, err
}

// number reads a decimal number as C2SP writes it: no sign, no zeros in front.
func number(text string) (int64, error) {
	value, err := strconv.ParseInt(text, 10, 64)
	if err == nil && strconv.FormatInt(value, 10) != text {
		err = fmt.Errorf("%q is not a plain number", text)
	}
	return value, err
}

func (l *log) open(raw string) (checkpoint, error) {
	if known, ok := l.opened[raw]; ok {
		return known, nil
	}
	opened, err := note.Open([]byte(raw), note.VerifierList(l.verifier))
	if err != nil {
		return checkpoint{}, err
	}
	if len(opened.UnverifiedSigs) != 0 {
		return checkpoint{}, errors.New("a signature of an unknown key")
	}
	for _, signature := range opened.Sigs {
		if _, err := decode(signature.Base64); err != nil {
			return checkpoint{}, err
		}
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != l.verifier.Name() {
		return checkpoint{}, errors.New("not the three lines of this log")
	}
	size, err := number(lines[1])
	if err != nil {
		return checkpoint{}, err
	}
	root, err := decodeHash(lines[2])
	if err != nil {
		return checkpoint{}, err
	}
	computed, err := l.rootAt(size)
	if err != nil {
		return checkpoint{}, err
	}
	if computed != root {
		return checkpoint{}, fmt.Errorf("root of %d differs", size)
	}
	found := checkpoint{size, root}
	l.opened[raw] = found
	return found, nil
}

// readEntries reads the bundles of entries in order and computes all hashes from them.
func (l *log) readEntries() error {
	names, err := filepath.Glob(filepath.Join(l.dir, "tile/entries/*"))
	if err != nil {
		return err
	}
	sort.Strings(names) // Full bundles first; "NNN.p" of the same number does not exist beside them.
	for i, name := range names {
		if strings.HasSuffix(name, ".p") {
			widths, err := os.ReadDir(name)
			if err != nil || len(widths) != 1 {
				return fmt.Errorf("%s: %v, %d widths", name, err, len(widths))
			}
			width, err := number(widths[0].Name())
			if err != nil || i != len(names)-1 {
				return fmt.Errorf("%s is not the last bundle", name)
			}
			if err := l.readBundle(filepath.Join(name, widths[0].Name()), width); err != nil {
				return err
			}
		} else if err := l.readBundle(name, 256); err != nil {
			return err
		}
	}
	return nil
}

func (l *log) readBundle(name string, width int64) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for i := int64(0); i < width; i++ {
		if len(raw) < 2 || len(raw) < 2+int(binary.BigEndian.Uint16(raw)) {
			return fmt.Errorf("%s is cut short", name)
		}
		length := int(binary.BigEndian.Uint16(raw))
		if err := l.addEntry(raw[2 : 2+length]); err != nil {
			return err
		}
		raw = raw[2+length:]
	}
	if len(raw) != 0 {
		return fmt.Errorf("%s holds more than its entries", name)
	}
	return nil
}

func (l *log) addEntry(entry []byte) error {
	completed, err := tlog.StoredHashes(int64(len(l.entries)), entry, l)
	if err != nil {
		return err
	}
	l.entries = append(l.entries, entry)
	l.hashes = append(l.hashes, completed...)
	return nil
}

func (l *log) checkCheckpoints() error {
	files, err := os.ReadDir(filepath.Join(l.dir, "checkpoint"))
	if err != nil {
		return err
	}
	for _, file := range files {
		raw, err := os.ReadFile(filepath.Join(l.dir, "checkpoint", file.Name()))
		if err != nil {
			return err
		}
		found, err := l.open(string(raw))
		if err != nil {
			return fmt.Errorf("checkpoint %s: %w", file.Name(), err)
		}
		if strconv.FormatInt(found.size, 10) != file.Name() {
			return fmt.Errorf("checkpoint %s has size %d", file.Name(), found.size)
		}
		l.checkpoints[found.size] = found
	}
	if _, ok := l.checkpoints[int64(len(l.entries))]; !ok {
		return fmt.Errorf("no checkpoint signs all %d entries", len(l.entries))
	}
	return nil
}

// checkTiles compares every tile of hashes that a log of this size has, and finds no other.
func (l *log) checkTiles() (int, error) {
	expected := map[string]bool{}
	for _, tile := range tlog.NewTiles(tileHeight, 0, int64(len(l.entries))) {
		// Go's paths name the height too.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		expected[path] = true
		computed, err := tlog.ReadTileData(tile, l)
		if err != nil {
			return 0, err
		}
		served, err := os.ReadFile(filepath.Join(l.dir, path))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(computed, served) {
			return 0, fmt.Errorf("%s differs", path)
		}
	}
	err := filepath.WalkDir(filepath.Join(l.dir, "tile"), func(path string, file os.DirEntry, err error) error {
		if err != nil || file.IsDir() {
			return err
		}
		relative, err := filepath.Rel(l.dir, path)
		if err == nil && !expected[relative] && !strings.HasPrefix(relative, "tile/entries/") {
			err = fmt.Errorf("%s should not be there", relative)
		}
		return err
	})
	return len(expected), err
}

func hashLines(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, 0, len(lines))
	for _, line := range lines {
		hash, err := decodeHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

// splitProof parts the lines before the first empty one from the signed note after it.
func splitProof(text string) ([]string, string, error) {
	end := strings.Index(text, "\n\n")
	if end < 0 {
		return nil, "", errors.New("no empty line")
	}
	return strings.Split(text[:end], "\n"), text[end+2:], nil
}

func (l *log) checkInclusion(index, size int64, text string) error {
	lines, signed, err := splitProof(text)
	if err != nil {
		return err
	}
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a tlog-proof")
	}
	entry, err := decode(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	if lines[2] != fmt.Sprintf("index %d", index) {
		return errors.New("another index")
	}
	hashes, err := hashLines(lines[3:])
	if err != nil {
		return err
	}
	head, err := l.open(signed)
	if err != nil {
		return err
	}
	if head.size != size || !bytes.Equal(entry, l.entries[index]) {
		return errors.New("another size or entry")
	}
	return tlog.CheckRecord(hashes, head.size, head.root, index, tlog.RecordHash(entry))
}

func (l *log) checkConsistency(old, size int64, text string) error {
	lines, signed, err := splitProof(text)
	if err != nil {
		return err
	}
	if lines[0] != fmt.Sprintf("old %d", old) {
		return errors.New("another old size")
	}
	hashes, err := hashLines(lines[1:])
	if err != nil {
		return err
	}
	head, err := l.open(signed)
	if err != nil {
		return err
	}
	before, ok := l.checkpoints[old]
	if head.size != size || !ok {
		return errors.New("another size")
	}
	if old == 0 { // Go's checker has no case for the empty tree, with which every tree begins.
		if len(hashes) != 0 {
			return errors.New("hashes for the empty tree")
		}
		return nil
	}
	return tlog.CheckTree(hashes, head.size, head.root, old, before.root)
}

func (l *log) checkProofs() (inclusion, consistency int, err error) {
	file, err := os.Open(filepath.Join(l.dir, "proofs"))
	if err != nil {
		return 0, 0, err
	}
	defer file.Close()
	reader := bufio.NewReader(file)
	for {
		title, err := reader.ReadString('\n')
		if err == io.EOF && title == "" {
			return inclusion, consistency, nil
		}
		if err != nil {
			return 0, 0, err
		}
		var kind string
		var first, size, length int64
		read, err := fmt.Sscanf(title, "%s %d %d %d\n", &kind, &first, &size, &length)
		if err != nil || read != 4 || title != fmt.Sprintf("%s %d %d %d\n", kind, first, size, length) {
			return 0, 0, fmt.Errorf("%q is not a title", title)
		}
		if length < 0 || length > 1<<20 || first < 0 || first > size || size > int64(len(l.entries)) {
			return 0, 0, fmt.Errorf("%q has no meaning", title)
		}
		text := make([]byte, length)
		if _, err := io.ReadFull(reader, text); err != nil {
			return 0, 0, err
		}
		switch kind {
		case "inclusion":
			if first == size {
				return 0, 0, fmt.Errorf("%q has no meaning", title)
			}
			err = l.checkInclusion(first, size, string(text))
			inclusion++
		case "consistency":
			err = l.checkConsistency(first, size, string(text))
			consistency++
		default:
			err = errors.New("unknown kind")
		}
		if err != nil {
			return 0, 0, fmt.Errorf("%s: %w", strings.TrimSpace(title), err)
		}
	}
}

func check(dir string) error {
	raw, err := os.ReadFile(filepath.Join(dir, "log.vkey"))
	if err != nil {
		return err
	}
	key := strings.TrimSuffix(string(raw), "\n")
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	if !strings.HasPrefix(key, fmt.Sprintf("%s+%08x+", verifier.Name(), verifier.KeyHash())) {
		return errors.New("the key is not in its one form")
	}
	l := &log{dir: dir, verifier: verifier, checkpoints: map[int64]checkpoint{}, opened: map[string]checkpoint{}}
	if err := l.readEntries(); err != nil {
		return err
	}
	if err := l.checkCheckpoints(); err != nil {
		return err
	}
	tiles, err := l.checkTiles()
	if err != nil {
		return err
	}
	inclusion, consistency, err := l.checkProofs()
	if err != nil {
		return err
	}
	fmt.Printf("entries %d checkpoints %d tiles %d inclusion %d consistency %d\n",
		len(l.entries), len(l.checkpoints), tiles, inclusion, consistency)
	return nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: tlogcheck DIR")
		os.Exit(2)
	}
	if err := check(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
