using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Unit.Identity;

public sealed class SharedQuestionsTests
{
    private readonly List<TaskCompletionSource<int>> _asked = [];
    private int _answer;

    /// <summary>The answer is there before the asking has returned: the moment in which an answered question could stay behind.</summary>
    [Fact]
    public async Task Ask_AnsweredAtOnce_IsAskedAnewEachTime()
    {
        var questions = new SharedQuestions<string, int>(_ => Task.FromResult(++_answer));
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(i, await questions.AskAsync("a"));
        }
    }

    [Fact]
    public async Task Ask_FailedAtOnce_IsAskedAnew()
    {
        var questions = new SharedQuestions<string, int>(_ => ++_answer == 1 ? throw new IOException("away") : Task.FromResult(_answer));
        await Assert.ThrowsAsync<IOException>(() => questions.AskAsync("a"));
        Assert.Equal(2, await questions.AskAsync("a"));
    }

    [Fact]
    public async Task Ask_WhileUnderWay_SharesTheAnswerOfItsKeyAlone()
    {
        var questions = new SharedQuestions<string, int>(_ => Pending());
        var (first, second, other) = (questions.AskAsync("a"), questions.AskAsync("a"), questions.AskAsync("b"));
        Assert.Equal(2, _asked.Count);
        _asked[0].SetResult(1);
        _asked[1].SetResult(2);
        Assert.Equal((1, 1, 2), (await first, await second, await other));

        var next = questions.AskAsync("a");
        Assert.Equal(3, _asked.Count);
        _asked[2].SetResult(3);
        Assert.Equal(3, await next);
    }

    [Fact]
    public async Task Ask_OnceTheAnswerWasSeen_NeverGivesItAgain()
    {
        var questions = new SharedQuestions<string, int>(async _ =>
        {
            await Task.Yield();
            return Interlocked.Increment(ref _answer);
        });
        for (var i = 1; i <= 1_000; i++)
        {
            Assert.Equal(i, await questions.AskAsync("a"));
        }
    }

    private Task<int> Pending()
    {
        _asked.Add(new());
        return _asked[^1].Task;
    }
}
