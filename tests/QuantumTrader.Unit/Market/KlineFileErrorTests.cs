using System.IO.Compression;
using System.Text;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market;

/// <summary>Each fault names the file, the line, and what to do about it; nothing else escapes.</summary>
public sealed class KlineFileErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Rows(params string[] rows) => KlineText.File(rows);

    private static string With(int column, string value)
    {
        var values = KlineText.Row(1).Split(',');
        values[column] = value;
        return Rows(KlineText.Row(0), string.Join(',', values), KlineText.Row(2));
    }

    public static TheoryData<string, int, string, string> Faults => new()
    {
        { "empty", 0, "is empty", "" },
        { "header only", 0, "no rows", KlineText.Header + "\n" },
        { "unknown column", 1, "'weight'", KlineText.File(KlineText.Header.Replace("count", "weight", StringComparison.Ordinal), [KlineText.Row(0)]) },
        { "column missing", 1, "close_time", KlineText.File("open_time,open,high,low,close,volume,quote_volume", [KlineText.Row(0)]) },
        { "column twice", 1, "twice", KlineText.File("open_time,open,high,low,close,volume,close_time,open", [KlineText.Row(0)]) },
        { "too few columns", 1, "6 columns", "1640995200000,1,1,1,1,1\n" },
        { "too many columns", 1, "13 columns", KlineText.Row(0) + ",9\n" },
        { "row with a column less", 3, "11 columns where 12", Rows(KlineText.Row(0), KlineText.Row(1)[..^2]) },
        { "row with a column more", 3, "13 columns where 12", Rows(KlineText.Row(0), KlineText.Row(1) + ",1") },
        { "NaN", 3, "close is 'NaN'", With(4, "NaN") },
        { "Infinity", 3, "high is 'Infinity'", With(2, "Infinity") },
        { "text", 3, "open is 'abc'", With(1, "abc") },
        { "nothing", 3, "low is ''", With(3, "") },
        { "quotes", 3, "volume is '\"12\"'", With(5, "\"12\"") },
        { "zero price", 3, "close is 0", With(4, "0") },
        { "negative price", 3, "low is -1", With(3, "-1") },
        { "negative volume", 3, "volume is -1", With(5, "-1") },
        { "negative quote volume", 3, "quote_volume is -1", With(7, "-1") },
        { "price beyond belief", 3, "open is 1e20", With(1, "1e20") },
        { "high below low", 3, "high 98 is below low 99.25", With(2, "98") },
        { "close above high", 3, "close 103 is outside", With(4, "103") },
        { "close below low", 3, "close 99 is outside", With(4, "99") },
        { "open above high", 3, "open 103 is outside", With(1, "103") },
        { "time in seconds", 3, "open_time is 1640995260", With(0, "1640995260") },
        { "time with a fraction", 3, "open_time is '1640995260000.0'", With(0, "1640995260000.0") },
        { "negative time", 3, "open_time is '-5'", With(0, "-5") },
        { "bar that ends before it begins", 3, "one interval only", With(6, "1640995200000") },
        { "interval changes", 3, "one interval only", With(6, "1640995559999") },
        { "interval of no kind", 1, "none of 1s, 1m, 3m", "1640995200000,1,1,1,1,1,1640995206999\n" },
        { "interval of nothing", 1, "none of 1s, 1m, 3m", "1640995200000,1,1,1,1,1,1640995200000\n" },
        { "off the grid", 3, "whole number of intervals", Rows(KlineText.Row(0), "1640995290000,1,1,1,1,1,1640995349999,1,1,1,1,1") },
        { "unsorted", 4, "sort the file", Rows(KlineText.Row(0), KlineText.Row(2), KlineText.Row(1)) },
        { "same time, other values", 3, "with other values", Rows(KlineText.Row(0), KlineText.Row(0, volume: "13")) },
        { "empty line between rows", 4, "empty line 3", Rows(KlineText.Row(0), "", KlineText.Row(1)) },
        { "cut off in a row", 3, "cut off", Rows(KlineText.Row(0), KlineText.Row(1))[..^30] },
        { "cut off in a number", 3, "cut off", Rows(KlineText.Row(0)) + "16409" },
        { "binary without line ends", 1, "not a text file", new string('\u0001', 10_000) },
        { "binary columns", 1, "not text", "\u0001\u0002,\u0003,4,5,6,7,8\n" },
        { "text that is no table", 1, "not known", "Once upon a time\nthere was a market.\n" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void File_WithAFault_NamesFileLineAndRemedy(string what, int line, string part, string text)
    {
        File.WriteAllText(_folder["BTCUSDT-1m.csv"], text, new UTF8Encoding(false));
        var error = Fault("BTCUSDT-1m.csv");
        Assert.True(error.Line == line && error.Message.Contains(part, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.StartsWith(_folder["BTCUSDT-1m.csv"], error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void File_OfAnotherKind_IsRefused()
    {
        Assert.Contains("does not exist", Fault("absent.csv").Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Fault(Path.Combine("no", "such", "folder.csv")).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Fault("").Message, StringComparison.Ordinal);

        File.WriteAllText(_folder["klines.csv"], KlineText.File(KlineText.Row(0)));
        Assert.Contains("Market:Symbol", Fault("klines.csv").Message, StringComparison.Ordinal);


        File.WriteAllBytes(_folder["BTCUSDT-1m.csv.gz"], [0x1F, 0x8B, 8, 0, 0, 0, 0, 0]);
        Assert.Contains("et the file again", Fault("BTCUSDT-1m.csv.gz").Message, StringComparison.Ordinal);

        File.WriteAllText(_folder["BTCUSDT-1m.csv"], KlineText.File(KlineText.Row(0)), Encoding.Unicode);
        Assert.Equal(1, Fault("BTCUSDT-1m.csv").Line);
    }

    [Fact]
    public void File_HeldByAnother_IsRefused()
    {
        using var held = new FileStream(_folder["BTCUSDT-1m.csv"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("cannot be opened", Fault("BTCUSDT-1m.csv").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip_Unusable_IsRefused()
    {
        Zip("none-1.zip", ("readme.txt", "x"));
        Assert.Contains("without a .csv", Fault("none-1.zip").Message, StringComparison.Ordinal);
        Zip("two-1.zip", ("A-1m.csv", "x"), ("B-1m.csv", "x"));
        Assert.Contains("more than one .csv", Fault("two-1.zip").Message, StringComparison.Ordinal);
        Zip("good-1.zip", ("BTCUSDT-1m.csv", KlineText.File(Enumerable.Range(0, 500).Select(n => KlineText.Row(n)))));
        var bytes = File.ReadAllBytes(_folder["good-1.zip"]);
        File.WriteAllBytes(_folder["cut-1.zip"], bytes[..(bytes.Length / 2)]);
        Assert.Contains("cannot be read", Fault("cut-1.zip").Message, StringComparison.Ordinal);
        bytes.AsSpan(60, 200).Fill(0xEE);
        File.WriteAllBytes(_folder["damaged-1.zip"], bytes);
        Fault("damaged-1.zip");
    }

    [Fact]
    public void Zip_BombOfValidRows_StopsAtTheLimits()
    {
        Zip("BTCUSDT-1m.zip", ("BTCUSDT-1m.csv", KlineText.File(Enumerable.Repeat(KlineText.Row(0), 100_000))));
        Assert.Contains("unpacks to", Fault("BTCUSDT-1m.zip", new KlineReadOptions { BytesMax = 1_000_000 }).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1000 rows", Fault("BTCUSDT-1m.zip", new KlineReadOptions { RowsMax = 1000 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_LargerThanTheLimit_Stops()
    {
        File.WriteAllText(_folder["BTCUSDT-1m.csv"], KlineText.File(Enumerable.Range(0, 5_000).Select(n => KlineText.Row(n))));
        Assert.Contains("larger than 200000 bytes", Fault("BTCUSDT-1m.csv", new KlineReadOptions { BytesMax = 200_000 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_NothingInTheRange_SaysWhereItEnds()
    {
        File.WriteAllText(_folder["BTCUSDT-1m.csv"], KlineText.File(KlineText.Row(0)));
        var options = new KlineReadOptions { From = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Contains("2022-01-01T00:00Z", Fault("BTCUSDT-1m.csv", options).Message, StringComparison.Ordinal);
    }

    private KlineFileException Fault(string name, KlineReadOptions? options = null)
    {
        var error = Assert.Throws<KlineFileException>(() => KlineFile.Read(_folder[name], options));
        Assert.Equal(_folder[name], error.File);
        return error;
    }

    private void Zip(string name, params (string Name, string Text)[] entries)
    {
        using var zip = ZipFile.Open(_folder[name], ZipArchiveMode.Create);
        foreach (var entry in entries)
        {
            using var writer = new StreamWriter(zip.CreateEntry(entry.Name).Open());
            writer.Write(entry.Text);
        }
    }
}
