import FuzzReading

/// The markup of a sheet of an Excel workbook.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzReading.read(StoredArchive.workbook(sheet: FuzzReading.bytes(data, count)))
  return 0
}
