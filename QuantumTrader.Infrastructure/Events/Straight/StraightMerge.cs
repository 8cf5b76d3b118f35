using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>Two sources in order, one order out of them; what both have comes once.</summary>
internal static class StraightMerge
{
    /// <param name="records">From the disk; wins where both have a sequence.</param>
    /// <param name="stream">From the store.</param>
    /// <param name="onGap">Told why the rest of the stream is missing, when the store stops answering; records go on.</param>
    public static IEnumerable<JournaledEvent> Run(IEnumerable<JournaledEvent> records, IEnumerable<JournaledEvent> stream, Func<Exception, bool> onGap)
    {
        using var fromDisk = records.GetEnumerator();
        using var fromStore = stream.GetEnumerator();
        var (hasDisk, hasStore) = (fromDisk.MoveNext(), Next(fromStore, onGap));
        while (hasDisk || hasStore)
        {
            if (hasDisk && (!hasStore || fromDisk.Current.Sequence <= fromStore.Current.Sequence))
            {
                var isInBoth = hasStore && fromDisk.Current.Sequence == fromStore.Current.Sequence;
                yield return fromDisk.Current;
                hasDisk = fromDisk.MoveNext();
                hasStore = isInBoth ? Next(fromStore, onGap) : hasStore;
            }
            else
            {
                yield return fromStore.Current;
                hasStore = Next(fromStore, onGap);
            }
        }
    }

    private static bool Next(IEnumerator<JournaledEvent> stream, Func<Exception, bool> onGap)
    {
        try
        {
            return stream.MoveNext();
        }
        catch (Exception e) when (onGap(e))
        {
            return false;
        }
    }
}
