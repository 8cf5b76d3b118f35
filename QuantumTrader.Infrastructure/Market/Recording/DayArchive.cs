using System.IO.Compression;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>Packs days that are over and deletes those that are too old. A crash in between leaves the plain file or the packed one, never neither.</summary>
internal sealed class DayArchive(IDisk disk, string folder, int retentionDays)
{
    public string Folder => folder;

    /// <summary>A day that is packed takes no more rows.</summary>
    public bool IsPacked(DayFileName file) => disk.Exists(PathOf(file.AsPacked));

    public string PathOf(DayFileName file) => Path.Combine(folder, file.ToString());

    /// <summary>Packs the symbol's days before <paramref name="today"/>.</summary>
    public void PackBefore(Symbol symbol, DateOnly today)
    {
        foreach (var file in Files().Where(f => !f.IsPacked && f.Symbol == symbol && f.Day < today))
        {
            Pack(file);
        }
    }

    /// <summary>Deletes what is too old, whosever it is; counted from the newest day that was recorded, which in a rehearsal is long ago.</summary>
    public void DropOld(DateOnly newest)
    {
        foreach (var file in Files().Where(f => f.Day.AddDays(retentionDays) < newest))
        {
            disk.Delete(PathOf(file));
        }
    }

    private List<DayFileName> Files()
    {
        var files = new List<DayFileName>();
        foreach (var name in disk.List(folder))
        {
            if (DayFileName.TryParse(name, out var file))
            {
                files.Add(file);
            }
        }

        return files;
    }

    private void Pack(DayFileName file)
    {
        var packed = PathOf(file.AsPacked);
        var sound = SoundPart.Of(disk, PathOf(file)); // a crash may have cut its last line off
        if (sound.LastOpenMs > 0 && !disk.Exists(packed))
        {
            Replace(packed, Compressed(PathOf(file), sound.Length));
        }

        disk.Delete(PathOf(file));
    }

    private ReadOnlySpan<byte> Compressed(string path, long length)
    {
        using var stream = disk.OpenRead(path);
        var text = new byte[length]; // a day of marks is some 7 MB
        stream.ReadExactly(text);
        var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return memory.GetBuffer().AsSpan(0, (int)memory.Length);
    }

    private void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        if (disk.Exists(beside))
        {
            disk.Delete(beside);
        }

        using (var file = disk.OpenAppend(beside))
        {
            file.Append(content);
            file.Flush();
        }

        disk.Rename(beside, path);
        disk.FlushDirectory(folder);
    }
}
