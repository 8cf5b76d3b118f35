namespace QuantumTrader.Infrastructure.Events;

/// <summary>Finds a time in the journal by halving its sequences.</summary>
public static class JournalTimes
{
    /// <summary>
    /// The sequence after which reading begins so that nothing from <paramref name="fromUtc"/> on is missed; events of one moment may stand in
    /// either order. Throws <see cref="IOException"/> as the disk does.
    /// </summary>
    /// <returns>And when the first event happened that the journal still has; null: it has none.</returns>
    public static (long After, DateTimeOffset? FirstUtc) Find(IJournalLines journal, DateTimeOffset fromUtc)
    {
        ArgumentNullException.ThrowIfNull(journal);
        if (FirstAfter(journal, 0) is not { } first)
        {
            return (0, null);
        }

        var (low, high) = (first.Sequence - 1, journal.LastDurableSequence);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (FirstAfter(journal, middle) is { } line && line.AtUtc < fromUtc)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low, first.AtUtc);
    }

    private static (long Sequence, DateTimeOffset AtUtc)? FirstAfter(IJournalLines journal, long sequence)
    {
        using var cursor = journal.OpenAfter(sequence);
        return cursor.Read(1) is [var line] ? (line.Sequence, line.AtUtc) : null;
    }
}
