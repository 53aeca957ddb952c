import Foundation

/// A user's name; the number where nobody has it.
func userName(of uid: uid_t) -> String {
  var (user, found) = (passwd(), UnsafeMutablePointer<passwd>?.none)
  var buffer = [CChar](repeating: 0, count: 16 << 10)
  guard getpwuid_r(uid, &user, &buffer, buffer.count, &found) == 0, found != nil, let name = user.pw_name
  else { return "uid \(uid)" }
  return String(cString: name)
}
