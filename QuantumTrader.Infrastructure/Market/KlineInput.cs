using System.IO.Compression;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>The text of a kline file: plain, packed with gzip, or the one CSV in a zip; told apart by its first bytes, not by its name.</summary>
internal sealed class KlineInput : IDisposable
{
    private static ReadOnlySpan<byte> ZipMagic => "PK"u8;

    private static ReadOnlySpan<byte> GzipMagic => [0x1F, 0x8B];

    private readonly FileStream _file;
    private ZipArchive? _zip;
    private GZipStream? _gzip;

    private KlineInput(FileStream file, string name)
    {
        _file = file;
        Name = name;
        Text = file;
    }

    /// <summary>The file's name, or that of the entry in the zip; without folders.</summary>
    public string Name { get; private set; }

    public Stream Text { get; private set; }

    public static KlineInput Open(KlinePlace place, long bytesMax)
    {
        var input = new KlineInput(OpenFile(place), Path.GetFileName(place.File));
        try
        {
            input.LookInside(place, bytesMax);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _zip?.Dispose();
        _gzip?.Dispose();
        _file.Dispose();
    }

    private static FileStream OpenFile(KlinePlace place)
    {
        if (Directory.Exists(place.File))
        {
            throw place.FileFault("is a folder: name one kline file in it.");
        }

        try
        {
            return new FileStream(place.File, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw place.FileFault("does not exist: check the path; a relative one is relative to the current folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw place.FileFault($"cannot be opened: {e.Message}", e);
        }
    }

    private void LookInside(KlinePlace place, long bytesMax)
    {
        if (!_file.CanSeek)
        {
            throw place.FileFault("is not a regular file: name a CSV or zip file.");
        }

        Span<byte> magic = stackalloc byte[2];
        var length = _file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        _file.Position = 0;
        if (magic[..length].SequenceEqual(GzipMagic))
        {
            _gzip = new GZipStream(_file, CompressionMode.Decompress); // the line reader bounds what comes out of it
            Text = _gzip;
        }

        if (magic[..length].SequenceEqual(ZipMagic))
        {
            OpenZip(place, bytesMax);
        }
    }

    private void OpenZip(KlinePlace place, long bytesMax)
    {
        _zip = new ZipArchive(_file, ZipArchiveMode.Read);
        var entries = _zip.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        if (entries.Count != 1)
        {
            throw place.FileFault(entries.Count == 0
                ? "is a zip without a .csv file in it: name the zip that the exchange publishes, or a CSV file."
                : "is a zip with more than one .csv file: unpack it and name one of them.");
        }

        if (entries[0].Length > bytesMax)
        {
            throw place.FileFault($"unpacks to {entries[0].Length} bytes, above the limit of {bytesMax}: split it into smaller files.");
        }

        Name = entries[0].Name;
        Text = entries[0].Open();
    }
}
