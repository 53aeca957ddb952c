# Flyt. `make demo` shows what it does, `make test` proves it; both install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Debian packages: to build, and what the tests drive besides.
BUILD_PACKAGES := libcurl4-openssl-dev libsqlite3-dev libxml2-dev libzip-dev pkg-config zlib1g-dev
TEST_PACKAGES := $(BUILD_PACKAGES) curl openssl poppler-utils sqlite3 strace util-linux

# Where `make install` puts things: below DESTDIR, as packagers want it; settings always go to /etc.
PREFIX ?= /usr
DESTDIR ?=
# What it installs as the program; a build of another place is taken as it is.
BINARY ?= .build-static/release/flyt

# How long `make fuzz` feeds each reader.
FUZZ_SECONDS ?= 60

# A plain build accepts imports that the manifest does not declare.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
SWIFT_SOURCES := Package.swift Sources Tests Benchmarks

# Installs those of the packages $(1) that are missing, as root or with sudo.
define install
missing=(); \
for package in $(1); do \
  dpkg-query -W -f='$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing+=($$package); \
done; \
if (($${#missing[@]})); then \
  echo "installing $${missing[*]}"; \
  root=(); ((EUID == 0)) || root=(sudo); \
  "$${root[@]}" apt-get update -qq; \
  DEBIAN_FRONTEND=noninteractive "$${root[@]}" apt-get install -y -qq "$${missing[@]}" >/dev/null; \
fi
endef

.PHONY: help build demo run test bench bench-answers bench-grouping bench-idle bench-polling bench-reading kill-everywhere \
  soak damage fuzz lint format packages test-packages static install try-systemd

help: ## Lists the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 16

packages:
	@$(call install,$(BUILD_PACKAGES))

test-packages:
	@$(call install,$(TEST_PACKAGES))

build: packages ## Builds the program for debugging: .build/debug/flyt.
	swift build $(SWIFT_FLAGS) --product flyt

demo: build ## Sends the shipped extracts through a watch folder and asks three questions.
	@Config/demo.sh "$$(swift build --show-bin-path)/flyt"

run: build ## Runs the daemon in the foreground on Data/.
	"$$(swift build --show-bin-path)/flyt" run --config Config/flyt.checkout.toml

static: packages ## Builds the program for other machines, with Swift's libraries inside: .build-static/release/flyt.
	swift build $(SWIFT_FLAGS) --configuration release --static-swift-stdlib --scratch-path .build-static --product flyt

install: $(if $(filter file,$(origin BINARY)),$(if $(shell command -v swift),static)) ## Installs program, units and settings (PREFIX, DESTDIR); as root, after `make static`.
	@test -x $(BINARY) || { echo "Nothing is built: run 'make static' as a user who has Swift." >&2; exit 1; }
	install -D -m 755 --strip $(BINARY) "$(DESTDIR)$(PREFIX)/bin/flyt"
	install -d "$(DESTDIR)$(PREFIX)/lib/systemd/system"
	for unit in systemd/*.service systemd/*.timer; do \
	  sed 's|/usr/bin/flyt|$(PREFIX)/bin/flyt|' $$unit >"$(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}"; \
	  chmod 644 "$(DESTDIR)$(PREFIX)/lib/systemd/system/$${unit##*/}"; \
	done
	install -D -m 644 systemd/flyt.sysusers.conf "$(DESTDIR)$(PREFIX)/lib/sysusers.d/flyt.conf"
	install -D -m 644 systemd/flyt.tmpfiles.conf "$(DESTDIR)$(PREFIX)/lib/tmpfiles.d/flyt.conf"
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/doc/flyt" README.md CHANGELOG.md
	install -d "$(DESTDIR)/etc/flyt/conf.d" "$(DESTDIR)/etc/flyt/datasets/companions"
	install -m 644 --compare --backup --suffix=.old -t "$(DESTDIR)/etc/flyt/datasets" Config/datasets/*.toml
	install -m 644 --compare --backup --suffix=.old -t "$(DESTDIR)/etc/flyt/datasets/companions" Config/datasets/companions/*.toml
	@# Settings are their owner's: what is there stays.
	test -e "$(DESTDIR)/etc/flyt/flyt.toml" || install -m 644 Config/flyt.toml "$(DESTDIR)/etc/flyt/flyt.toml"
	if test -d Config/monitoring; then \
	  mkdir -p "$(DESTDIR)$(PREFIX)/share/flyt"; cp -RT Config/monitoring "$(DESTDIR)$(PREFIX)/share/flyt/monitoring"; \
	fi
	@# On this very machine: its user, its folders, its units.
	if test -z "$(DESTDIR)" && test -d /run/systemd/system; then \
	  systemd-sysusers flyt.conf; systemd-tmpfiles --create flyt.conf; systemctl daemon-reload; \
	fi

try-systemd: static ## Boots a copy of this machine in a container and tries the units there, as root.
	systemd/try-in-container.sh

# Prometheus's own checker of metrics and alerts, without the server that its package would start; tests that need it skip
# where it can't be fetched.
PROMTOOL := .build-tools/usr/bin/promtool
$(PROMTOOL):
	-@mkdir -p .build-tools; cd .build-tools; \
	if apt-get download -qq prometheus >/dev/null 2>&1; then \
	  dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool; rm -f prometheus_*.deb; \
	else echo "promtool can't be fetched: its tests are skipped"; fi

test: test-packages lint $(PROMTOOL) ## Lints, builds with the import check and runs every test.
	swift build $(SWIFT_FLAGS) --build-tests
	PATH="$(CURDIR)/.build-tools/usr/bin:$$PATH" SWIFT_BACKTRACE=enable=no swift test $(SWIFT_FLAGS)

bench: packages ## Times ingestion against bare commits, in a release build.
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product flyt
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product IngestBenchmark
	.build-release/release/IngestBenchmark

bench-grouping: packages ## Times the parting of digit groups by the sums, in a release build.
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product GroupingBenchmark
	.build-release/release/GroupingBenchmark

bench-reading: packages ## Times the reading of large extracts, in a release build.
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product ReadingBenchmark
	.build-release/release/ReadingBenchmark

bench-answers: packages ## Times questions as whole processes, in stores of up to 10 000 releases, in a release build.
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product flyt
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product AnswersBenchmark
	.build-release/release/AnswersBenchmark

bench-polling: packages ## Measures a daemon that looks at 200 addresses every minute, in a release build (5 minutes).
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product flyt
	swift build $(SWIFT_FLAGS) --configuration release --scratch-path .build-release --product PollingBenchmark
	.build-release/release/PollingBenchmark

# Linked as it is installed: what the libraries of a development machine take is not the daemon's.
bench-idle: packages ## Measures a daemon that has nothing to do, as it is installed (5 minutes).
	swift build $(SWIFT_FLAGS) --configuration release --static-swift-stdlib --scratch-path .build-static --product flyt
	swift build $(SWIFT_FLAGS) --configuration release --static-swift-stdlib --scratch-path .build-static --product IdleBenchmark
	.build-static/release/IdleBenchmark

soak: test-packages ## Lets a day of the daemon pass in five minutes.
	FLYT_SOAK_SECONDS=300 SWIFT_BACKTRACE=enable=no swift test $(SWIFT_FLAGS) --filter SoakTests

kill-everywhere: test-packages ## Kills the program at every call that changes a disk, not only at a sample.
	FLYT_ALL_SHOTS=1 SWIFT_BACKTRACE=enable=no swift test $(SWIFT_FLAGS) --filter KillTests

fuzz: packages ## Feeds every reader made-up bytes for FUZZ_SECONDS each; what breaks one is kept in Tests/Fixtures/found.
	FLYT_FUZZ=1 swift build --configuration release --scratch-path .build-fuzz --product ReaderFuzzer
	for reader in $$(.build-fuzz/release/ReaderFuzzer --list); do \
	  mkdir -p .build-fuzz/corpus/$$reader Tests/Fuzzing/Corpus/$$reader Tests/Fixtures/found/$$reader; \
	  FLYT_FUZZ_READER=$$reader SWIFT_BACKTRACE=enable=no .build-fuzz/release/ReaderFuzzer \
	    -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
	    -artifact_prefix=Tests/Fixtures/found/$$reader/ .build-fuzz/corpus/$$reader Tests/Fuzzing/Corpus/$$reader; \
	  rmdir --ignore-fail-on-non-empty Tests/Fixtures/found/$$reader; \
	done

damage: test-packages ## Changes a character in 10 000 copies of every form, in a release build.
	FLYT_SEEDS=10000 SWIFT_BACKTRACE=enable=no swift test $(SWIFT_FLAGS) --configuration release \
	  -Xswiftc -enable-testing --scratch-path .build-release-tests --filter FormDamageTests

lint: ## Checks the form of the code.
	swift format lint --strict --recursive $(SWIFT_SOURCES)

format: ## Brings the code into form.
	swift format --in-place --recursive $(SWIFT_SOURCES)
