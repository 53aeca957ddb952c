/// What is wrong with a source, or with what it ought to bring.
extension ProblemCode.Explanation {
  static let sourceFailing = Self(
    summary: "Looks at a source fail.",
    meaning: """
      The last look at the source went wrong, and has gone wrong for at least the time that the settings \
      call patience. Whether the publisher has something new is not known since the last good look; \
      nothing that was stored is in doubt.
      """,
    meanwhile: """
      The source is looked at again and again, at growing intervals where a server asks for patience or \
      does not answer. Other sources go on as always. The problem goes by itself with the next good look.
      """,
    remedy: """
      Read the reason in the problem's text. A server that is down is the publisher's to mend: wait. An \
      address, a certificate, a secret or a changed page is yours. If the edition is out and cannot wait, \
      save the page by hand and drop it into the inbox.
      """,
    commands: ["flyt sources", "flyt looks NAME", "flyt sources test NAME", "flyt ingest FILE"])

  static let sourceBlind = Self(
    summary: "A source has had no good look for so long that nothing is known of what it has.",
    meaning: """
      Every look has failed for a day or longer (for a source that is looked at seldom, for two of its \
      intervals). That no new edition has come from it says nothing any more: it may be out.
      """,
    meanwhile: "The looks go on and the rest works; the first good look takes whatever was missed.",
    remedy: """
      Look at the publisher's page yourself, today. Then find out since when and why the looks fail: what \
      has failed for so long seldom passes by itself.
      """,
    commands: ["flyt looks NAME", "flyt sources test NAME", "flyt ingest FILE", "journalctl -u flyt"])

  static let sourceLost = Self(
    summary: "A watch folder is gone, or another file system stands in its place.",
    meaning: """
      The folder does not exist, lies on another file system than before, or lacks the marker that must \
      lie in it. Most often a disk or a share is not mounted. That is not an empty folder: files may be \
      waiting out of sight.
      """,
    meanwhile: """
      Nothing is taken from the folder and nothing is filed in it, so that no file lands beneath a mount \
      point. As soon as the folder is back, looks go on without a restart.
      """,
    remedy: """
      Mount what is missing. If the folder was moved for good, change the source's path in the settings; \
      if only its marker was lost, put it back.
      """,
    commands: ["findmnt", "flyt sources", "flyt settings --origin", "journalctl -u flyt"])

  static let folderUnreadable = Self(
    summary: "A watch folder may not be read.",
    meaning: """
      The folder is there, but the user that the daemon runs as may not list it. Files may lie in it; \
      nobody here can say.
      """,
    meanwhile: "The folder is tried at every look; other sources go on as always.",
    remedy: "Give the daemon's user the rights to read and to search the folder, and all folders above it.",
    commands: ["namei -l FOLDER", "flyt settings --origin", "flyt sources"])

  static let targetUnwritable = Self(
    summary: "The accepted or the refused folder cannot be written.",
    meaning: """
      A file that was read is moved into one of the two. One of them is missing, read-only or without \
      rights for the daemon's user.
      """,
    meanwhile: """
      Nothing is taken from the inbox until it could be filed: new files wait there, unread, and are not \
      lost. Sources at addresses are not concerned.
      """,
    remedy: """
      Make the folder, remount its disk for writing, or give the daemon's user the right to write there.
      """,
    commands: ["namei -l FOLDER", "flyt settings --origin", "df -h", "journalctl -u flyt"])

  static let leftAlone = Self(
    summary: "Entries in a watch folder are never taken.",
    meaning: """
      Only regular files are read. Pipes, sockets, links, files with a second (hard) link, and files too \
      large even to be refused stay where they are; so do files that may not be read. The problem's text \
      names the first and says why.
      """,
    meanwhile: "They are passed over at every look and hold nothing up; all other files are taken as always.",
    remedy: """
      Put a copy of the file in its place, or take the entry away. If somebody waits for it to be stored, \
      tell them that it was not.
      """,
    commands: ["ls -la FOLDER", "flyt sources", "flyt ingest FILE"])

  static let paused = Self(
    summary: "Somebody paused a source, or all of them.",
    meaning: """
      Nothing is wrong, but silence means nothing either: a paused source is not looked at, whatever the \
      publisher has out. A pause lasts until it is ended, or until the daemon is started again.
      """,
    meanwhile: "Files stay in the inbox and addresses are not asked. Questions are answered as always.",
    remedy: """
      End the pause, unless whoever made it still needs it. To switch a source off for good set enabled = \
      false.
      """,
    commands: ["flyt resume", "flyt resume NAME", "flyt sources"])

  static let late = Self(
    summary: "An expected edition has not come by its day and the days of grace.",
    meaning: """
      By the dataset's definition the edition of that year ought to be stored by now. The problem's text \
      says how the sources are that look for it: if they are healthy, the publisher is late; if one fails \
      or is blind, the edition may be out and unseen.
      """,
    meanwhile: """
      Nothing changes: sources are looked at as often as their calendar says. The problem goes when the \
      edition is stored. One that came and was refused is late as well.
      """,
    remedy: """
      With healthy sources look whether it waits in quarantine, then at the publisher's calendar. If the \
      day has moved for good, change expected in the definition; if the series ended, set its lastYear.
      """,
    commands: ["flyt quarantine", "flyt sources", "flyt looks NAME", "flyt poll NAME", "flyt years"])

  static let quarantine = Self(
    summary: "Refused or held extracts wait for a decision.",
    meaning: """
      A table came that contradicts itself, could not be read, is only a part, or is less proven than what \
      is stored. Nothing of it is stored; its bytes and every finding are kept.
      """,
    meanwhile: """
      Everything else is taken as always. What waits is judged again by itself when readers or definitions \
      have changed, and a part when the rest of its table comes.
      """,
    remedy: """
      Read the card beside the file in the refused folder, or show the item. Take a damaged copy again; \
      ask the publisher where the table itself is wrong; mend the definition where the table is right. \
      Accept an item only when its figures are confirmed.
      """,
    commands: [
      "flyt quarantine", "flyt quarantine show ID", "flyt quarantine show ID --letter",
      "flyt quarantine accept ID --because TEXT", "flyt quarantine drop ID --because TEXT",
    ])
}
