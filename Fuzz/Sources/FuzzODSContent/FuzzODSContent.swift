import FuzzReading

/// The markup of an OpenDocument spreadsheet.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read(StoredArchive.spreadsheet(content: FuzzReading.bytes(data, count)))
  return 0
}
