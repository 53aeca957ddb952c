import Definitions
import Testing

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("50ms", Duration.milliseconds(50)), ("3s", .seconds(3)), ("6h", .seconds(21_600)),
    ("1d", .seconds(86_400)),
    ("1h30m", .seconds(5_400)), ("1d2h3m4s5ms", .milliseconds(93_784_005)), ("0s", .zero),
  ])
  func `a duration is read and written in the form of the settings`(text: String, duration: Duration) {
    #expect(Duration(setting: text) == duration)
    #expect(duration.settingText == text)
  }

  @Test(arguments: [
    "", "3", "s", "3 s", "-3s", "+3s", "3.5s", "3S", "3w", "30m1h", "1h1h", "3s ", "36501d",
    "99999999999999999999s",
    "9223372036854775807d", "٣s",
  ])
  func `anything else is no duration`(text: String) {
    #expect(Duration(setting: text) == nil)
  }
}
