using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The end of the journal on disk. After any failure the segment is given up at its last durable length and the next write
/// begins another: a second fsync may succeed over lost pages and proves nothing.
/// </summary>
internal sealed class SegmentWriter(IDisk disk, string directory, long sizeMax) : IDisposable
{
    private const string ProbeName = "disk.probe";
    private static readonly byte[] ProbeBytes = new byte[64 * 1024];

    private IDiskFile? _file;
    private string _path = "";
    private long _durableLength;
    private bool _mustCut;

    /// <summary>Segments begun since the start, the first one not counted when it was there already.</summary>
    public long SegmentsBegun { get; private set; }

    /// <summary>The first sequence of the segment that is written; 0 before there is one.</summary>
    public long SegmentFirst { get; private set; }

    /// <summary>How much of it is on the platter.</summary>
    public long DurableLength => _durableLength;

    /// <summary>Goes on at the end of a segment that recovery has left sound.</summary>
    public void Continue(string path, long firstSequence)
    {
        (_path, _file, SegmentFirst) = (path, disk.OpenAppend(path), firstSequence);
        _file.Flush(); // what a killed process wrote is served as durable from now on, so it has to be
        _durableLength = _file.Length;
    }

    /// <summary>Returns when the lines are on the platter; throws what the disk threw.</summary>
    public void Write(long firstSequence, ReadOnlySpan<byte> lines)
    {
        CutBack();
        if (_file is null || (_durableLength > 0 && _durableLength + lines.Length > sizeMax))
        {
            Begin(firstSequence);
        }

        _mustCut = true;
        _file!.Append(lines);
        _file.Flush();
        _mustCut = false;
        _durableLength += lines.Length;
    }

    /// <summary>To be called after <see cref="Write"/> or <see cref="Probe"/> threw. Cuts back at once when the disk lets it, else before the next write.</summary>
    public void GiveUp()
    {
        try
        {
            _file?.Dispose();
            CutBack();
        }
        catch (Exception)
        {
            // Still to be cut: _mustCut says so, and the next write or probe begins with it and fails like this one.
        }
        finally
        {
            _file = null;
        }
    }

    /// <summary>Throws when the disk would still refuse a write.</summary>
    public void Probe()
    {
        CutBack();
        var path = Path.Combine(directory, ProbeName);
        using (var file = disk.OpenAppend(path))
        {
            file.Append(ProbeBytes);
            file.Flush();
        }

        disk.Delete(path);
    }

    public void Dispose() => _file?.Dispose();

    private void Begin(long firstSequence)
    {
        _file?.Dispose();
        _file = null;
        (_path, SegmentFirst) = (Path.Combine(directory, Segment.NameOf(firstSequence)), firstSequence);
        _durableLength = 0;
        _mustCut = true; // until its name is durable it may be there or not
        _file = disk.OpenAppend(_path);
        disk.FlushDirectory(directory);
        SegmentsBegun++;
    }

    private void CutBack()
    {
        if (!_mustCut)
        {
            return;
        }

        _file?.Dispose();
        _file = null;
        // Also to nothing: an empty segment's name still says which sequence comes next, when all before it were deleted.
        if (_durableLength > 0 || disk.Exists(_path))
        {
            using var file = disk.OpenAppend(_path);
            file.Truncate(_durableLength);
            file.Flush();
        }

        _mustCut = false;
    }
}
