using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Web.Commands;

/// <summary>What a replay runs on: a kline file, or the recorder's folder with its marks.</summary>
internal static class ReplayBars
{
    /// <param name="path">A file, or a folder that the recorder wrote.</param>
    /// <param name="options">Symbol and span.</param>
    /// <param name="warmUp">Bars before the span that are not traded on.</param>
    /// <param name="request">Gets them, and the marks.</param>
    /// <exception cref="KlineFileException">There is nothing to replay.</exception>
    public static (KlineSeries Series, ReplayRequest Request) Read(string path, KlineReadOptions options, int warmUp, ReplayRequest request)
    {
        if (Directory.Exists(path))
        {
            var days = new RecordedDays(path, options.Symbol);
            var (bars, before) = days.Read(options.From, options.To, warmUp);
            return (bars, request with { WarmUp = before, Marks = days.Marks(bars.Candles[0].OpenTimeUtc, bars.Candles[^1].CloseTimeUtc) });
        }

        if (warmUp == 0 || options.From is not { } from)
        {
            return (KlineFile.Read(path, options), request);
        }

        var inside = KlineFile.Read(path, options); // as it would be without: the report is of the span alone
        var earlier = KlineFile.Read(path, options with { From = null }).Candles.Where(c => c.OpenTimeUtc < from);
        return (inside, request with { WarmUp = [.. earlier.TakeLast(warmUp)] });
    }
}
