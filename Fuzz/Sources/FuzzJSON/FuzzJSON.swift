import FuzzReading

/// JSON documents and lines, contracts in XML.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read(FuzzReading.bytes(data, count))
  return 0
}
