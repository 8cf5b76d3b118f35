using System.IO.Compression;
using System.Text;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

public sealed class KlineFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_WithHeader_GivesEveryValue()
    {
        var series = Read(KlineText.File(KlineText.Row(0), KlineText.Row(1, close: "99.25")));
        Assert.Equal(("BTCUSDT", TimeSpan.FromMinutes(1), 2), (series.Symbol.Value, series.Interval, series.Candles.Length));
        var expected = Bars.At(DateTimeOffset.FromUnixTimeMilliseconds(KlineText.StartMs), Bars.Minute, 100.5m, 102m, 99.25m, 101m, 12.5m);
        Assert.Equal(expected with { QuoteVolume = new Usd(1256.25m) }, series.Candles[0]);
        Assert.Equal(99.25m, series.Candles[1].Close.Value);
        Assert.Equal((2, 0, 0L, 0, 0), (series.Report.Rows, series.Report.Gaps, series.Report.MissingBars, series.Report.Duplicates, series.Report.OutsideRange));
    }

    public static TheoryData<string, string> Equivalents => new()
    {
        { "without header", string.Concat(Enumerable.Range(0, 3).Select(n => KlineText.Row(n) + "\n")) },
        { "no line end at the end", KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(2)).TrimEnd('\n') },
        { "Windows line ends", KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(2)).Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "byte order mark", '\uFEFF' + KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(2)) },
        { "empty lines at the end", KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(2)) + "\n\r\n\n" },
        { "trailing zeros", KlineText.File(KlineText.Row(0, open: "100.50000000"), KlineText.Row(1, volume: "12.500"), KlineText.Row(2, high: "102.0")) },
        { "exponents and signs", KlineText.File(KlineText.Row(0, open: "1.005e2"), KlineText.Row(1, volume: "+12.5"), KlineText.Row(2, close: "1.01E+02")) },
        { "microseconds", KlineText.File(KlineText.Header, Enumerable.Range(0, 3).Select(n => Micro(KlineText.Row(n)))) },
        { "spoken column names", KlineText.File("Open time,Open,High,Low,Close,Volume,Close time,Quote asset volume,Number of trades,Taker buy base asset volume,Taker buy quote asset volume,Ignore", Enumerable.Range(0, 3).Select(n => KlineText.Row(n))) },
        { "columns in another order", KlineText.File("close_time,quote_volume,volume,low,high,close,open,open_time", Enumerable.Range(0, 3).Select(Reordered)) },
    };

    [Theory]
    [MemberData(nameof(Equivalents))]
    public void File_OtherFormsOfTheSame_GiveTheSameBars(string form, string text)
    {
        var plain = Read(KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(2)));
        Assert.True(plain.Candles.SequenceEqual(Read(text).Candles), form);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(240)]
    [InlineData(360)]
    [InlineData(480)]
    [InlineData(720)]
    [InlineData(1440)]
    public void File_EveryInterval_IsDetected(int minutes)
    {
        string Row(int n) => $"{KlineText.StartMs + (n * minutes * 60_000L)},1,1,1,1,1,{KlineText.StartMs + ((n + 1) * minutes * 60_000L) - 1}";
        var series = Read($"{Row(0)}\n{Row(1)}\n");
        Assert.Equal(TimeSpan.FromMinutes(minutes), series.Interval);
        Assert.Equal(1m, series.Candles[0].QuoteVolume.Value);
    }

    [Fact]
    public void File_GapsAndDuplicates_AreCountedNotHidden()
    {
        var series = Read(KlineText.File(KlineText.Row(0), KlineText.Row(1), KlineText.Row(1), KlineText.Row(4), KlineText.Row(5), KlineText.Row(5), KlineText.Row(7)));
        Assert.Equal([0, 1, 4, 5, 7], series.Candles.Select(c => (c.OpenTimeUtc.ToUnixTimeMilliseconds() - KlineText.StartMs) / 60_000));
        Assert.Equal((7, 2, 3L, 2), (series.Report.Rows, series.Report.Gaps, series.Report.MissingBars, series.Report.Duplicates));
        var first = series.Report.FirstGaps[0];
        Assert.Equal((series.Candles[1].CloseTimeUtc, series.Candles[2].OpenTimeUtc, 2L), (first.FromUtc, first.ToUtc, first.MissingBars));
    }

    [Fact]
    public void File_WithTimeRange_KeepsFromInclusiveToExclusive()
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(KlineText.StartMs);
        var options = new KlineReadOptions { From = start.AddMinutes(2), To = start.AddMinutes(4) };
        var series = Read(KlineText.File(Enumerable.Range(0, 7).Where(n => n != 5).Select(n => KlineText.Row(n))), options: options);
        Assert.Equal([start.AddMinutes(2), start.AddMinutes(3)], series.Candles.Select(c => c.OpenTimeUtc));
        Assert.Equal((6, 4, 0), (series.Report.Rows, series.Report.OutsideRange, series.Report.Gaps));
    }

    [Fact]
    public void File_LongerThanTheBuffer_KeepsEveryRow()
    {
        var series = Read(KlineText.File(Enumerable.Range(0, 5_000).Select(n => KlineText.Row(n, volume: $"{n}.25"))));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(n => n + 0.25m), series.Candles.Select(c => c.Volume.Value));
    }

    [Fact]
    public void Symbol_FromOptionOrNameOrZipEntry_IsUsed()
    {
        var text = KlineText.File(KlineText.Row(0));
        Assert.Equal("ETHUSDT", Read(text, options: new KlineReadOptions { Symbol = Symbol.Create("ETHUSDT") }).Symbol.Value);
        Assert.Equal("BTCUSD_PERP", Read(text, "BTCUSD_PERP-1m-2022-12-13.csv").Symbol.Value);
        Assert.Equal("SOLUSDT", KlineFile.Read(Zip("download.zip", ("SOLUSDT-1m-2022-01.csv", text))).Symbol.Value);
    }

    [Fact]
    public void Zip_WithOneCsv_IsReadWhateverItsName()
    {
        var text = KlineText.File(KlineText.Row(0), KlineText.Row(1));
        var path = Zip("BTCUSDT-1m-2022-01.dat", ("BTCUSDT-1m-2022-01.csv", text), ("BTCUSDT-1m-2022-01.csv.CHECKSUM", "x"));
        Assert.Equal(Read(text).Candles, KlineFile.Read(path).Candles);
    }

    private static string Micro(string row)
    {
        var values = row.Split(',');
        (values[0], values[6]) = (values[0] + "000", values[6] + "999");
        return string.Join(',', values);
    }

    private static string Reordered(int n)
    {
        var v = KlineText.Row(n).Split(',');
        return string.Join(',', v[6], v[7], v[5], v[3], v[2], v[4], v[1], v[0]);
    }

    private KlineSeries Read(string text, string name = "BTCUSDT-1m-2022-01.csv", KlineReadOptions? options = null)
    {
        File.WriteAllText(_folder[name], text, new UTF8Encoding(false));
        return KlineFile.Read(_folder[name], options);
    }

    private string Zip(string name, params (string Name, string Text)[] entries)
    {
        using var zip = ZipFile.Open(_folder[name], ZipArchiveMode.Create);
        foreach (var entry in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry.Name).Open());
            writer.Write(entry.Text);
        }

        return _folder[name];
    }
}
