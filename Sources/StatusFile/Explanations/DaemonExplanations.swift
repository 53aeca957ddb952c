/// What is wrong with the machine, or with the daemon's own ways of telling and being told.
extension ProblemCode.Explanation {
  static let storeUnreadable = Self(
    summary: "The daemon lives, and can't read its store.",
    meaning: """
      The disk gives errors, the store is damaged, or its file was taken away. The figures of the status \
      (releases, newest years, quarantine) are the last that were known.
      """,
    meanwhile: """
      The daemon goes on trying, and takes nothing that it could not store. Files stay in their inbox; addresses are asked again.
      """,
    remedy: """
      Look at the text for the reason, at the disk and its mount, and prove the store. Where it is damaged, \
      stop the daemon, keep the file, and put the last backup in its place; what came since is still in the accepted folder.
      """,
    commands: ["flyt verify", "df -h", "journalctl -u flyt", "journalctl -k"])

  static let diskNearlyFull = Self(
    summary: "Too little is free on the store's disk.",
    meaning: """
      Less is left there than store.minFree in the settings asks for: 256 MiB, or a twentieth of a smaller disk, \
      where they ask for nothing.
      """,
    meanwhile: """
      Nothing more is taken: files stay in the inbox and addresses are asked again later, so that nothing \
      is lost. What is stored can be asked as always. Taking goes on by itself once there is room.
      """,
    remedy: """
      Make room: old logs and backups first, never the store. It only ever grows; if the disk is too small \
      for it, move it to a larger one with the daemon stopped.
      """,
    commands: ["df -h", "flyt settings --origin", "flyt status"])

  static let clockStepped = Self(
    summary: "The machine's clock jumped back, or far forward.",
    meaning: """
      The time of day changed by more than passed. Times that were written down around the jump may be \
      wrong, and with them when an edition counts as late or a source as blind.
      """,
    meanwhile: """
      Work goes on, and intervals are measured by a clock that does not jump. Nothing that is stored \
      changes; what is stored from now on bears the new time.
      """,
    remedy: """
      See whether the clock is right now and whether it is kept right. If figures were stored under a \
      wrong time, write it down: their times are not changed afterwards.
      """,
    commands: ["timedatectl", "journalctl -u flyt", "flyt releases"])

  static let settingsNotReloaded = Self(
    summary: "New settings were refused; the old ones are in force.",
    meaning: """
      The settings or the dataset definitions were to be read anew and hold a mistake. The problem's text \
      names it.
      """,
    meanwhile: """
      The daemon works on with the settings and definitions that it had before, all of them. A restart \
      would end at the mistake.
      """,
    remedy: "Mend what the check names, and only then reload; do not restart before the check is clean.",
    commands: ["flyt settings check", "flyt reload", "flyt settings --origin"])

  static let restartNeeded = Self(
    summary: "Some new settings wait for a restart.",
    meaning: """
      The settings were read anew and are good, but those that the problem's text names take effect only \
      when the daemon starts.
      """,
    meanwhile: "All other new settings are in force; for these the old values hold.",
    remedy: "Restart at a quiet moment. It loses nothing: what is in hand is finished or begun again.",
    commands: ["systemctl restart flyt", "flyt settings check", "flyt settings --origin"])

  static let noControlSocket = Self(
    summary: "Commands cannot reach the daemon.",
    meaning: """
      The control socket could not be made: its folder is missing or may not be written, its path is too \
      long, or another process has it.
      """,
    meanwhile: """
      Sources are looked at and editions stored as always. Commands that talk to the daemon (poll, pause, \
      resume, reload, stop, and ingest while it runs) end with 69 or 75; questions and the status work.
      """,
    remedy: """
      Mend the folder of control.socket in the settings. Until then use systemd to reload and stop the \
      daemon, and the inbox in place of ingest.
      """,
    commands: ["flyt settings --origin", "journalctl -u flyt", "systemctl restart flyt"])

  static let statusNotWritten = Self(
    summary: "The status file cannot be written, so that it will soon say dead though the daemon lives.",
    meaning: """
      Its folder is missing, full or without rights for the daemon's user. The file that is there is an \
      old one; past its validUntil every monitor that reads it takes the daemon for dead.
      """,
    meanwhile: "Work goes on: this is about telling, not about doing. The log says so too.",
    remedy: "Make room or mend the folder; the next heartbeat writes the file again.",
    commands: ["df -h", "flyt settings --origin", "journalctl -u flyt", "systemctl status flyt"])

  static let metricsNotWritten = Self(
    summary: "The file of metrics cannot be written.",
    meaning: """
      The folder of metrics.path is missing, full or without rights for the daemon's user. What Prometheus \
      reads there is old.
      """,
    meanwhile: "Work goes on, and the status file tells the truth.",
    remedy: "Make room or mend the folder; the file is written again at the next heartbeat.",
    commands: ["df -h", "flyt settings --origin", "flyt status"])

  static let pingFailing = Self(
    summary: "The address that is told of each healthy hour cannot be reached.",
    meaning: """
      Whoever raises the alarm when the daemon falls silent does not hear from it, and may raise it \
      although nothing else is wrong.
      """,
    meanwhile: "Work goes on; the ping is tried again at its next turn.",
    remedy: """
      Check the network and the address behind ping.address, which is a secret and not shown. Tell whoever \
      gets the alarm that the daemon lives.
      """,
    commands: ["flyt status", "flyt settings --origin", "journalctl -u flyt"])

  static let clockForTests = Self(
    summary: "The daemon runs on a clock that is made for tests.",
    meaning: """
      An environment variable is set that speeds up the clock (FLYT_CLOCK_SPEED) or lets a file put it \
      (FLYT_CLOCK_OFFSET), so that no time that is written down need be true.
      """,
    meanwhile: "All works, but times, intervals and lateness are those of that clock.",
    remedy: """
      In production this must never be: take the variable out of the unit's environment and restart. A \
      store that was written under it is one for tests; begin with a new one or with the last backup.
      """,
    commands: ["systemctl cat flyt", "systemctl show flyt -p Environment", "systemctl restart flyt"])
}
