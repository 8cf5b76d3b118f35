using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Asks the venue for fills that its stream did not tell, and tells them.</summary>
public sealed class MissedFills(IExchangeReader reader, VenueUpdates updates)
{
    /// <param name="Failure">Null when the venue answered to the end.</param>
    /// <param name="LastFillId">The highest id seen.</param>
    /// <param name="Count">How many the venue listed, known ones included.</param>
    /// <param name="NewCount">How many of them the book did not have.</param>
    public readonly record struct Result(string? Failure, long LastFillId, int Count, long NewCount);

    /// <summary>All fills above <paramref name="afterFillId"/>, page by page.</summary>
    public async Task<Result> CatchUpAsync(long afterFillId)
    {
        var (last, count, told) = (afterFillId, 0, updates.FillsTold);
        while (true)
        {
            var read = await reader.GetFillsAsync(last, CancellationToken.None);
            if (!read.IsOk)
            {
                return new Result(read.Failure, last, count, updates.FillsTold - told);
            }

            foreach (var fill in read.Value)
            {
                updates.OnFill(fill);
                last = Math.Max(last, fill.FillId);
            }

            if (read.Value.Count == 0)
            {
                return new Result(null, last, count, updates.FillsTold - told);
            }

            count += read.Value.Count;
        }
    }
}
