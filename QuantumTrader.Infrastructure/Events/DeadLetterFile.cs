using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The events that one subscriber failed on, durable, in <c>dead/{name}.jsonl</c> beside the journal, see <see cref="DeadLetterLine"/>.
/// Lines that cannot be read stay in the file and are counted. Safe for any number of threads; failures of the disk are thrown.
/// </summary>
public sealed class DeadLetterFile
{
    /// <summary>More are refused: then the subscriber waits with its event, and none is lost.</summary>
    public const int LettersMax = 10_000;

    public const string Folder = "dead";
    private const string NewExtension = ".new";

    private readonly Lock _gate = new();
    private readonly IDisk _disk;
    private readonly string _directory;
    private readonly string _path;
    private readonly SortedDictionary<long, Letter> _letters = []; // bounded by LettersMax
    private List<Place> _damaged = []; // bounded by what was in the file at the start
    private long _length;

    /// <param name="disk">Where the file is.</param>
    /// <param name="journalDirectory">The journal's.</param>
    /// <param name="name">The subscriber's.</param>
    /// <param name="log">Where lines are told that cannot be read.</param>
    public DeadLetterFile(IDisk disk, string journalDirectory, string name, ILogger<DeadLetterFile>? log = null)
    {
        (_disk, _directory) = (disk, Path.Combine(journalDirectory, Folder));
        _path = Path.Combine(_directory, name + Segment.Extension);
        Load();
        if (_damaged.Count > 0)
        {
            (log ?? (ILogger)NullLogger.Instance).DeadLettersDamaged(_path, _damaged.Count);
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _letters.Count;
            }
        }
    }

    /// <summary>Lines that cannot be read.</summary>
    public int DamagedCount => _damaged.Count;

    /// <summary>In the order of the journal.</summary>
    public IReadOnlyList<DeadLetterEntry> List()
    {
        lock (_gate)
        {
            return [.. _letters.Values.Select(l => l.Entry)];
        }
    }

    public bool Contains(long sequence)
    {
        lock (_gate)
        {
            return _letters.ContainsKey(sequence);
        }
    }

    /// <summary>The event, to try again; null when it is not in the list.</summary>
    public JournaledEvent? Find(long sequence)
    {
        lock (_gate)
        {
            if (!_letters.TryGetValue(sequence, out var letter))
            {
                return null;
            }

            return DeadLetterLine.Read(ReadAt(letter.Place), out var line) is not null && EventLine.Read(line, out var journaled, out _) == LineVerdict.Ok
                ? journaled
                : throw new IOException($"{_path} cannot be read at byte {letter.Place.Offset}.");
        }
    }

    /// <summary>True when the event is in the list on disk; false when the list is full. An event that is in it already stays as it is.</summary>
    internal bool Add(ReadOnlySpan<byte> eventLine, string failure, int tries, DateTimeOffset failedAtUtc)
    {
        var buffer = new LineBuffer(eventLine.Length + 2048);
        DeadLetterLine.Write(buffer, eventLine, failure, tries, failedAtUtc);
        var entry = DeadLetterLine.Read(buffer.Written, out _) ?? throw new ArgumentException("This is no line of the journal.", nameof(eventLine));
        lock (_gate)
        {
            if (_letters.ContainsKey(entry.Sequence))
            {
                return true; // given again after a crash
            }

            if (_letters.Count >= LettersMax)
            {
                return false;
            }

            Append(buffer.Written);
            _letters[entry.Sequence] = new(entry, new(_length, buffer.Length));
            _length += buffer.Length;
            return true;
        }
    }

    /// <summary>Takes them out of the list on disk.</summary>
    internal void Remove(IReadOnlySet<long> sequences)
    {
        lock (_gate)
        {
            if (!_letters.Keys.Any(sequences.Contains))
            {
                return;
            }

            Rewrite(_letters.Values.Where(l => !sequences.Contains(l.Entry.Sequence)).ToArray());
        }
    }

    private void Load()
    {
        if (!_disk.Exists(_path))
        {
            _length = 0;
            return;
        }

        using var lines = new LineReader(_disk.OpenRead(_path), lengthMax: DeadLetterLine.LengthMax);
        while (lines.Next() && (lines.IsTerminated || !lines.IsAtEnd)) // the torn rest is overwritten by the next letter
        {
            var place = new Place(lines.Offset, lines.Line.Length);
            if (DeadLetterLine.Read(lines.Line, out _) is { } entry)
            {
                _letters[entry.Sequence] = new(entry, place);
            }
            else
            {
                _damaged.Add(place);
            }

            _length = place.Offset + place.Length;
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        if (_length == 0)
        {
            _disk.CreateDirectory(_directory);
        }

        using var file = _disk.OpenAppend(_path);
        file.Truncate(_length); // what an interrupted write left
        file.Append(line);
        file.Flush();
        if (_length == 0)
        {
            _disk.FlushDirectory(_directory);
            _disk.FlushDirectory(Path.GetDirectoryName(_directory)!);
        }
    }

    private void Rewrite(Letter[] kept)
    {
        var (letters, damaged, length) = (new List<Letter>(kept.Length), new List<Place>(_damaged.Count), 0L);
        using (var from = _disk.OpenRead(_path))
        using (var into = _disk.OpenAppend(_path + NewExtension))
        {
            into.Truncate(0);
            foreach (var place in _damaged)
            {
                damaged.Add(Copy(from, place, into, ref length));
            }

            foreach (var letter in kept)
            {
                letters.Add(letter with { Place = Copy(from, letter.Place, into, ref length) });
            }

            into.Flush();
        }

        _disk.Rename(_path + NewExtension, _path);
        Moved(letters, damaged, length); // before the name is durable, because it is where the file is now
        _disk.FlushDirectory(_directory);
    }

    private void Moved(List<Letter> letters, List<Place> damaged, long length)
    {
        _letters.Clear();
        foreach (var letter in letters)
        {
            _letters[letter.Entry.Sequence] = letter;
        }

        (_damaged, _length) = (damaged, length);
    }

    private static Place Copy(Stream from, Place place, IDiskFile into, ref long length)
    {
        from.Position = place.Offset;
        var bytes = new byte[place.Length];
        from.ReadExactly(bytes);
        into.Append(bytes);
        length += bytes.Length;
        return new(length - bytes.Length, bytes.Length);
    }

    private byte[] ReadAt(Place place)
    {
        using var stream = _disk.OpenRead(_path);
        stream.Position = place.Offset;
        var bytes = new byte[place.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private readonly record struct Place(long Offset, int Length);

    private readonly record struct Letter(DeadLetterEntry Entry, Place Place);
}
