using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Ui.Formatting;
using QuantumTrader.Web.Ui.Overview;

namespace QuantumTrader.Ui.Overview;

public sealed class RecorderItemTests
{
    private static readonly RecorderHealth Well = new(RecorderState.Recording, 1_234, 0, Pictures.At.AddSeconds(-2), null);

    [Fact]
    public void Recorder_Recording_ShowsItsRowsAndTheAgeOfTheLast()
    {
        var item = Item(Well)!;
        Assert.Equal(("Recorder", "1,234 rows", Tone.Plain), (item.Name, item.Value.Text, item.Value.Tone));
        Assert.Equal(Well.WrittenAtUtc, item.Age!.Value.AtUtc);
    }

    [Theory]
    [InlineData(RecorderState.LowSpace, "NOT RECORDING: disk full, 7 lost")]
    [InlineData(RecorderState.Failing, "NOT RECORDING: the disk refuses, 7 lost")]
    public void Recorder_TroubleOfTheDisk_IsDangerWithItsCauseAndLoss(RecorderState state, string text)
    {
        var value = Item(Well with { State = state, Dropped = 7, Failure = "no space left" })!.Value;
        Assert.Equal((text, Tone.Danger, "no space left"), (value.Text, value.Tone, value.Reason));
    }

    [Theory]
    [InlineData(180, "1,234 rows", Tone.Plain)]
    [InlineData(181, "writes nothing", Tone.Caution)]
    public void Recorder_WritingNothingForMinutes_SaysSo(int seconds, string text, Tone tone)
    {
        var value = Item(Well with { WrittenAtUtc = Pictures.At.AddSeconds(-seconds) })!.Value;
        Assert.Equal((text, tone), (value.Text, value.Tone));
    }

    [Fact]
    public void Recorder_RowsLost_IsCaution() => Assert.Equal(("1,234 rows, 3 lost", Tone.Caution), (Item(Well with { Dropped = 3 })!.Value.Text, Item(Well with { Dropped = 3 })!.Value.Tone));

    [Fact]
    public void Recorder_Off_IsSaidOnAVenueAndNotOnPaper()
    {
        var off = Well with { State = RecorderState.Off };
        Assert.Null(Item(off));
        Assert.Equal("off", Item(off, new VenueStatus { Name = "venue" })!.Value.Text);
        Assert.Null(Item(null));
    }

    private static HealthItem? Item(RecorderHealth? recorder, VenueStatus? venue = null) =>
        HealthItems.Of(Pictures.Trading with { Recorder = recorder, Venue = venue }).SingleOrDefault(i => i.Name == "Recorder");
}
