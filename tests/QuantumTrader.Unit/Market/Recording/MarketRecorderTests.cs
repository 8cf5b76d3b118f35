using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.TestSupport;
using static QuantumTrader.Unit.Market.Recording.RecorderUnderTest;

namespace QuantumTrader.Unit.Market.Recording;

public sealed class MarketRecorderTests
{
    private const string Today = "candles/BTCUSDT-1m-2026-11-23.csv";

    [Fact]
    public async Task Bars_AreReadBackToTheLastDigit()
    {
        await using var test = new RecorderUnderTest();
        var bars = Bars(Noon, 3);
        test.Start().Offer(bars);
        await test.UntilAsync(3);

        Assert.Equal(bars.Select(b => b.Candle), test.Read(Today));
        Assert.Equal((RecorderState.Recording, 3L, 0L), (test.Health.State, test.Health.Written, test.Health.Dropped));
    }

    [Fact]
    public async Task Marks_OfASecond_AreOneRow()
    {
        await using var test = new RecorderUnderTest();
        test.Start().Offer([
            Mark(Noon, 100m), Mark(Noon.AddMilliseconds(400), 103m), Mark(Noon.AddMilliseconds(999), 98m),
            Mark(Noon.AddMilliseconds(-1), 1m), // of a second that is over
            Mark(Noon.AddSeconds(2), 99m), Mark(Noon.AddSeconds(3), 97m),
        ]);
        await test.UntilAsync(2);

        var rows = test.Read("marks/BTCUSDT-1s-2026-11-23.csv");
        Assert.Equal([(Noon, 100m, 103m, 98m, 98m), (Noon.AddSeconds(2), 99m, 99m, 99m, 99m)], rows.Select(r => (r.OpenTimeUtc, r.Open.Value, r.High.Value, r.Low.Value, r.Close.Value)));
    }

    [Fact]
    public async Task Marks_SwitchedOff_LeaveNoFile()
    {
        await using var test = new RecorderUnderTest();
        test.Options.Marks = false;
        var recorder = test.Start();
        recorder.Offer([Mark(Noon, 100m), Mark(Noon.AddSeconds(1), 100m)]);
        recorder.Offer(Bars(Noon, 1));
        await test.UntilAsync(1);
        Assert.Empty(test.Files("marks"));
    }

    [Fact]
    public async Task DayEnds_ItIsPackedAndReadsTheSame()
    {
        await using var test = new RecorderUnderTest();
        var bars = Bars(Noon.AddHours(11).AddMinutes(58), 3); // two of this day, one of the next
        test.Start().Offer(bars);
        await test.UntilAsync(3);

        Assert.Equal(["BTCUSDT-1m-2026-11-23.csv.gz", "BTCUSDT-1m-2026-11-24.csv"], test.Files("candles"));
        Assert.Equal(bars[..2].Select(b => b.Candle), test.Read(Today + ".gz"));
        Assert.Equal(bars[2].Candle, Assert.Single(test.Read("candles/BTCUSDT-1m-2026-11-24.csv")));
    }

    [Fact]
    public async Task BarOfADayThatIsPacked_IsLeftOut()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 1));
        recorder.Offer(Bars(Noon.AddDays(1), 1));
        await test.UntilAsync(2);
        await test.StopAsync();

        var again = test.Start();
        again.Offer(Bars(Noon.AddMinutes(1), 1));
        again.Offer(Bars(Noon.AddDays(1).AddMinutes(1), 1));
        await test.UntilAsync(1);
        Assert.Equal(["BTCUSDT-1m-2026-11-23.csv.gz", "BTCUSDT-1m-2026-11-24.csv"], test.Files("candles"));
        Assert.Single(test.Read(Today + ".gz"));
    }

    [Fact]
    public async Task OldDays_GoAfterTheRetention()
    {
        await using var test = new RecorderUnderTest();
        test.Options.RetentionDays = 2;
        var recorder = test.Start();
        for (var day = 0; day < 4; day++)
        {
            recorder.Offer(Bars(Noon.AddDays(day), 1));
        }

        await test.UntilAsync(4);
        Assert.Equal(["BTCUSDT-1m-2026-11-24.csv.gz", "BTCUSDT-1m-2026-11-25.csv.gz", "BTCUSDT-1m-2026-11-26.csv"], test.Files("candles"));
    }

    [Fact]
    public async Task Restart_TheHistoryAgain_FillsTheGapAndRepeatsNothing()
    {
        await using var test = new RecorderUnderTest();
        test.Start().Offer(Bars(Noon, 2));
        await test.UntilAsync(2);
        await test.StopAsync();

        test.Start().Offer(Bars(Noon.AddMinutes(-5), 10)); // older ones than the file's first are no gap
        await test.UntilAsync(3);
        Assert.Equal(Bars(Noon, 5).Select(b => b.Candle), test.Read(Today));
    }

    [Theory]
    [InlineData("\n1795435")] // a line cut off in its first number
    [InlineData("\n1795435260000,100.5,101.1")]
    public async Task LineCutOffByACrash_IsCutAway(string torn)
    {
        await using var test = new RecorderUnderTest();
        test.Start().Offer(Bars(Noon, 2));
        await test.UntilAsync(2);
        await test.StopAsync();
        var path = test.PathOf(Today);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).TrimEnd('\n') + torn);

        test.Start().Offer(Bars(Noon, 3));
        await test.UntilAsync(1);
        Assert.Equal(Bars(Noon, 3).Select(b => b.Candle), test.Read(Today));
    }

    [Fact]
    public async Task LineCutOffAtMidnight_IsNotPacked()
    {
        await using var test = new RecorderUnderTest();
        test.Start().Offer(Bars(Noon, 2));
        await test.UntilAsync(2);
        await test.StopAsync();
        await File.AppendAllTextAsync(test.PathOf(Today), "17954352");

        test.Start().Offer(Bars(Noon.AddDays(1), 1));
        await test.UntilAsync(1);
        Assert.Equal(2, test.Read(Today + ".gz").Length);
        Assert.False(File.Exists(test.PathOf(Today)));
    }

    [Fact]
    public async Task HeaderCutOffByACrash_IsWrittenAnew()
    {
        await using var test = new RecorderUnderTest();
        Directory.CreateDirectory(test.PathOf("candles"));
        await File.WriteAllTextAsync(test.PathOf(Today), "open_ti");
        test.Start().Offer(Bars(Noon, 1));
        await test.UntilAsync(1);
        Assert.Single(test.Read(Today));
    }

    [Fact]
    public async Task FileThatIsNoneOfOurs_IsNotTouched()
    {
        await using var test = new RecorderUnderTest();
        Directory.CreateDirectory(test.PathOf("candles"));
        await File.WriteAllTextAsync(test.PathOf(Today), "notes\nof mine\n");
        test.Start().Offer(Bars(Noon, 1));
        await test.UntilAsync(1);

        Assert.Equal((RecorderState.Failing, 1L), (test.Health.State, test.Health.Dropped));
        Assert.Contains("move it away", test.Health.Failure, StringComparison.Ordinal);
        Assert.Equal("notes\nof mine\n", await File.ReadAllTextAsync(test.PathOf(Today)));
    }

    [Fact]
    public async Task DiskRefuses_RowsAreCountedAndTheRestIsSound()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 1));
        await test.UntilAsync(1);
        test.Disk.Refuses = what => what == "append";
        recorder.Offer(Bars(Noon.AddMinutes(1), 1));
        await test.UntilAsync(2);
        Assert.Equal((RecorderState.Failing, 1L), (test.Health.State, test.Health.Written));
        Assert.Contains("No space", test.Health.Failure, StringComparison.Ordinal);

        test.Disk.Refuses = _ => false;
        recorder.Offer(Bars(Noon.AddMinutes(3), 1));
        await Poll.UntilAsync(
            () =>
            {
                test.Time.Advance(TimeSpan.FromSeconds(2));
                return test.Health.State == RecorderState.Recording;
            },
            TimeSpan.FromSeconds(20), "it records again");
        Assert.Equal([Noon, Noon.AddMinutes(3)], test.Read(Today).Select(c => c.OpenTimeUtc)); // half a line was left behind the first
        Assert.Null(test.Health.Failure);
    }

    [Fact]
    public async Task EachOperationOfTheDisk_MayFail_AndTheFilesStayReadable()
    {
        for (var n = 1; n <= 40; n++)
        {
            await using var test = new RecorderUnderTest();
            test.Disk.FailAfter(n);
            var recorder = test.Start();
            for (var day = 0; day < 4; day++)
            {
                recorder.Offer(Bars(Noon.AddDays(day), 2));
                await test.UntilAsync(2 * (day + 1));
            }

            test.Disk.FailAfter(int.MaxValue);
            recorder.Offer(Bars(Noon.AddDays(3).AddMinutes(5), 1)); // the next row mends what a refusal left
            await test.UntilAsync(9);
            var read = test.Files("candles").Where(f => !f.EndsWith(".new", StringComparison.Ordinal)).Sum(f => test.Read($"candles/{f}").Length);
            Assert.True(read >= test.Health.Written, $"operation {n}: {read} rows are there, {test.Health.Written} were told as written");
            if (test.Disk.Refused.Count == 0)
            {
                Assert.True(n > 10, "too few operations to have tried");
                Assert.Equal(9, read);
                return;
            }
        }

        Assert.Fail("the operations do not end");
    }

    [Fact]
    public async Task LittleSpaceLeft_IsLeftToTheJournal()
    {
        await using var test = new RecorderUnderTest { Free = 999 };
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 2));
        await test.UntilAsync(2);
        Assert.Equal((RecorderState.LowSpace, 2L), (test.Health.State, test.Health.Dropped));
        Assert.Empty(test.Files("candles"));

        test.Free = null; // not known is no reason
        recorder.Offer(Bars(Noon.AddMinutes(2), 1));
        await test.UntilAsync(3);
        Assert.Equal((RecorderState.Recording, 1L), (test.Health.State, test.Health.Written));
    }

    [Fact]
    public async Task QueueFull_TheNewestAreDroppedAndCounted_AndNobodyWaits()
    {
        await using var test = new RecorderUnderTest();
        using var held = new ManualResetEventSlim();
        test.Disk.Before = _ => held.Wait(TimeSpan.FromSeconds(20));
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 1));
        await Poll.UntilAsync(() => test.Disk.Count == 0, TimeSpan.FromSeconds(5), "the disk hangs");
        MarketBar[] bars = Bars(Noon.AddMinutes(1), 1);
        for (var n = 0; n < MarketRecorder.QueueMax + 100; n++)
        {
            recorder.Offer(bars);
        }

        Assert.InRange(recorder.Health.Dropped, 99, 101);
        held.Set();
    }

    [Fact]
    public async Task OrderlyEnd_WritesWhatWaits()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 1));
        await test.UntilAsync(1);
        recorder.Offer(Bars(Noon.AddMinutes(1), 4)); // no time passes any more
        await test.StopAsync();
        Assert.Equal(5, test.Read(Today).Length);
    }

    [Fact]
    public async Task PackedFile_CutOff_SaysSo()
    {
        await using var test = new RecorderUnderTest();
        var recorder = test.Start();
        recorder.Offer(Bars(Noon, 300));
        recorder.Offer(Bars(Noon.AddDays(1), 1));
        await test.UntilAsync(301);
        var path = test.PathOf(Today + ".gz");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..200]);
        Assert.Throws<KlineFileException>(() => test.Read(Today + ".gz"));
    }
}
