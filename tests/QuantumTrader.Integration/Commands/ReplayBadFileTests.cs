using System.Text.Json;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Commands;

/// <summary>Files as people have them: what can be used is used and reported, everything else is one line with file and line.</summary>
public sealed class ReplayBadFileTests : IDisposable
{
    private const int Bars = 200;
    private readonly TempFolder _folder = new();

    private string File => _folder["MADEUSDT-1m.csv"];

    [Fact]
    public void Replay_FileWithAGap_ReportsIt()
    {
        var report = Report(rows => rows.RemoveRange(100, 3));
        Assert.Equal((1, 3, 0), (report.GetProperty("gaps").GetInt32(), report.GetProperty("missingBars").GetInt32(), report.GetProperty("duplicates").GetInt32()));
        Assert.Equal(Bars - 3, report.GetProperty("bars").GetInt32());
    }

    [Fact]
    public void Replay_FileWithARepeatedRow_DropsAndReportsIt()
    {
        var report = Report(rows => rows.Insert(100, rows[100]));
        Assert.Equal((0, 1, Bars), (report.GetProperty("gaps").GetInt32(), report.GetProperty("duplicates").GetInt32(), report.GetProperty("bars").GetInt32()));
    }

    [Fact]
    public void Replay_FileWithAHeader_ReadsTheSameBars() =>
        Assert.Equal(Report(_ => { }).GetProperty("eventHash").GetString(), Report(rows => rows.Insert(0, KlineCsv.Header)).GetProperty("eventHash").GetString());

    [Theory]
    [InlineData("unsorted", 102)]
    [InlineData("repeated with other values", 102)]
    [InlineData("NaN", 101)]
    [InlineData("infinity", 101)]
    [InlineData("zero price", 101)]
    [InlineData("negative price", 101)]
    [InlineData("negative volume", 101)]
    [InlineData("high below low", 101)]
    [InlineData("text for a price", 101)]
    [InlineData("no price", 101)]
    [InlineData("truncated last line", Bars)]
    [InlineData("a column too many", 101)]
    [InlineData("half an interval off", 101)]
    [InlineData("unknown column", 1)]
    [InlineData("a column missing", 1)]
    [InlineData("another order without a header", 1)]
    public void Replay_FileWithABadRow_IsRefusedNamingFileAndLine(string fault, int line)
    {
        Write(rows => Spoil(rows, fault));
        InProcess.Replay(File).AssertRefused(1, $"{File}, line {line}:");
    }

    [Fact]
    public void Replay_EmptyFile_IsRefused()
    {
        System.IO.File.WriteAllText(File, "");
        InProcess.Replay(File).AssertRefused(1, File, "empty");
    }

    [Fact]
    public void Replay_HeaderOnly_IsRefused()
    {
        System.IO.File.WriteAllText(File, KlineCsv.Header + "\n");
        InProcess.Replay(File).AssertRefused(1, File, "no rows");
    }

    [Fact]
    public void Replay_NoSuchFile_IsRefused() => InProcess.Replay(File).AssertRefused(1, File, "does not exist");

    [Fact]
    public void Replay_AFolder_IsRefused() => InProcess.Replay(_folder.Path).AssertRefused(1, _folder.Path, "folder");

    [Fact]
    public async Task Replay_BadFileInAProcessOfItsOwn_SaysOneLineAndNoStackTrace()
    {
        Write(rows => Spoil(rows, "NaN"));
        (await CommandProcess.RunAsync(_folder.Path, "replay", File)).AssertRefused(1, File, "line 101", "NaN");
    }

    [Theory]
    [InlineData("needs a kline file")]
    [InlineData("one file", "a.csv", "b.csv")]
    [InlineData("--seed", "a.csv", "--seed", "x")]
    [InlineData("--seed", "a.csv", "--seed", "-1")]
    [InlineData("--seed", "a.csv", "--seed")]
    [InlineData("--from", "a.csv", "--from", "yesterday")]
    [InlineData("--to", "a.csv", "--to=31.12.2022x")]
    [InlineData("--after-stop", "a.csv", "--after-stop", "never")]
    [InlineData("--symbol", "a.csv", "--symbol", "BTC/USDT")]
    [InlineData("--speed", "a.csv", "--speed", "1")]
    [InlineData("--json", "a.csv", "--json=yes")]
    public void Replay_WrongArguments_AreRefusedNamingThem(string named, params string[] args) => InProcess.Replay(args).AssertRefused(2, named);

    [Theory]
    [InlineData("2023-01-01", "2023-02-01")]
    [InlineData("2022-12-13T02:00Z", "2022-12-13T01:00Z")]
    public void Replay_SpanWithoutBars_IsRefused(string from, string to)
    {
        Write(_ => { });
        InProcess.Replay(File, "--from", from, "--to", to).AssertRefused(1, File, "range");
    }

    public void Dispose() => _folder.Dispose();

    private JsonElement Report(Action<List<string>> change)
    {
        Write(change);
        return JsonDocument.Parse(InProcess.Replay(File, "--json").AssertDone().Output).RootElement;
    }

    private void Write(Action<List<string>> change)
    {
        var rows = KlineCsv.Rows(Bars);
        change(rows);
        System.IO.File.WriteAllText(File, string.Join('\n', rows) + "\n");
    }

    private static void Spoil(List<string> rows, string fault)
    {
        switch (fault)
        {
            case "unsorted":
                (rows[100], rows[101]) = (rows[101], rows[100]);
                break;
            case "repeated with other values":
                rows.Insert(101, Replaced(rows[100], 5, "99"));
                break;
            case "truncated last line":
                rows[^1] = rows[^1][..30];
                break;
            case "unknown column":
                rows.Insert(0, KlineCsv.Header.Replace("close_time", "closing", StringComparison.Ordinal));
                break;
            case "a column missing":
                rows.Insert(0, KlineCsv.Header.Replace(",volume,", ",count,", StringComparison.Ordinal));
                break;
            case "another order without a header":
                rows[0] = string.Join(',', rows[0].Split(',').Skip(1).Append(rows[0].Split(',')[0]));
                break;
            default:
                rows[100] = SpoiledRow(rows[100], fault);
                break;
        }
    }

    private static string SpoiledRow(string row, string fault) => fault switch
    {
        "NaN" => Replaced(row, 4, "NaN"),
        "infinity" => Replaced(row, 2, "1e999"),
        "zero price" => Replaced(row, 3, "0"),
        "negative price" => Replaced(row, 4, "-5"),
        "negative volume" => Replaced(row, 5, "-1"),
        "high below low" => Replaced(row, 2, "0.01"),
        "text for a price" => Replaced(row, 1, "n/a"),
        "no price" => Replaced(row, 1, ""),
        "a column too many" => row + ",1",
        "half an interval off" => Replaced(row, 0, (long.Parse(row.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture) + 30_000).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"Unknown fault '{fault}'.", nameof(fault)),
    };

    private static string Replaced(string row, int column, string value)
    {
        var cells = row.Split(',');
        cells[column] = value;
        return string.Join(',', cells);
    }
}
