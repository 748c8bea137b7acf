import FuzzReading

/// Archives as they are, packed parts and directory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read([0x50, 0x4B, 0x03, 0x04] + FuzzReading.bytes(data, count).dropFirst(4))
  return 0
}
