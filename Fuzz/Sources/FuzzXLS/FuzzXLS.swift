import FuzzReading

/// Old binary workbooks.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + FuzzReading.bytes(data, count).dropFirst(8))
  return 0
}
