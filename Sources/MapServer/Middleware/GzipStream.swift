import CZlib

/// Packs bytes as gzip (RFC 1952), piece by piece.
///
/// It owns zlib's state, at one address for its whole life, and frees it. It is used by one task after the other, never by
/// two at a time: hence `@unchecked Sendable`.
final class GzipStream: @unchecked Sendable {
  private let stream: UnsafeMutablePointer<z_stream>

  /// A fast level: text becomes a fifth at 6 and a fourth at 4, in half the time.
  private static let level: Int32 = 4
  /// The largest window, and 16 for gzip's head in place of zlib's.
  private static let windowBits: Int32 = 15 + 16
  private static let blockBytes = 1 << 16

  /// A stream at its start; `nil` when memory does not allow it.
  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Self.level, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The packed form of the next bytes, as far as it is ready; all that is left when they are the last.
  func pack(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> [UInt8] {
    var packed: [UInt8] = []
    var block = [UInt8](repeating: 0, count: Self.blockBytes)
    // zlib only reads what it is given, its header merely does not say so.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
    stream.pointee.avail_in = uInt(bytes.count)
    repeat {
      block.withUnsafeMutableBufferPointer { buffer in
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = uInt(buffer.count)
        // What is sent is to arrive: a client that shows progress does not wait for a window of 32 KB.
        deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
      }
      packed += block[..<(Self.blockBytes - Int(stream.pointee.avail_out))]
    } while stream.pointee.avail_out == 0
    stream.pointee.next_in = nil
    return packed
  }
}
