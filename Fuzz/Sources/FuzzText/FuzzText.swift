import FuzzReading

/// Delimited text: any bytes that are no other format.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read(FuzzReading.bytes(data, count))
  return 0
}
